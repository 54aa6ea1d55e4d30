/** A WebSocket client that sends what no browser would: broken frames, fragments, nothing, or an end in any way. */
@NullMarked
package io.pastelli.testkit.websocket;

import org.jspecify.annotations.NullMarked;
