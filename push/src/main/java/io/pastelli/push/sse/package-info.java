/**
 * Server-sent events to many: who is connected, one event to all of them, and who came and went.
 *
 * <p>
 * Everything is reached by id and topic, so a back end that spans several nodes, and the replay of what a client missed
 * ({@code last-event-id}), fit behind {@link io.pastelli.push.sse.Connections} without a change for its users.
 */
@NullMarked
package io.pastelli.push.sse;

import org.jspecify.annotations.NullMarked;
