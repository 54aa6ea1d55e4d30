/** Named queues whose messages clients fetch by long polling: each message to one of them, in order, at least once. */
@NullMarked
package io.pastelli.push.mailbox;

import org.jspecify.annotations.NullMarked;
