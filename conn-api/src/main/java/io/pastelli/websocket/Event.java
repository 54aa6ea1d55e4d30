package io.pastelli.websocket;

import io.pastelli.http.Bytes;

/** What waits for the handler, with the bytes it holds. */
sealed interface Event {
    int bytes();

    record Open(int bytes) implements Event {}

    record Text(String text, int bytes) implements Event {}

    record Binary(Bytes payload, int bytes) implements Event {}

    record Ping(Bytes payload, int bytes) implements Event {}

    record Pong(Bytes payload, int bytes) implements Event {}
}
