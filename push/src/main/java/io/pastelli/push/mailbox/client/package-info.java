/** A client of mailboxes for Java programs; needs nothing but the JDK. */
@NullMarked
package io.pastelli.push.mailbox.client;

import org.jspecify.annotations.NullMarked;
