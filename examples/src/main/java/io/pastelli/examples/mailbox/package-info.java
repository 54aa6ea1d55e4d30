/** Mailboxes that pages and programs fill and empty. */
@NullMarked
package io.pastelli.examples.mailbox;

import org.jspecify.annotations.NullMarked;
