package io.pastelli.testkit.tck;

import io.pastelli.owner.Exit;
import io.pastelli.websocket.CloseStatus;

/** What a handler was told at the end of its WebSocket. */
record Ended(Exit exit, CloseStatus status) {}
