/**
 * Server-sent events to many: who is connected, one event to all of them, and who came and went.
 *
 * <p>
 * {@link io.pastelli.push.sse.Connections} is all that most need. With a log of the broadcasts, in memory or shared by several
 * nodes, a client that comes back gets what it has missed ({@code last-event-id}).
 */
@NullMarked
package io.pastelli.push.sse;

import org.jspecify.annotations.NullMarked;
