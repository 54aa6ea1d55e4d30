/** Where mailboxes are kept: the contract of a store, and the one in memory. */
@NullMarked
package io.pastelli.push.mailbox.store;

import org.jspecify.annotations.NullMarked;
