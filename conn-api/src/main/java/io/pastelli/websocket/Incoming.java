package io.pastelli.websocket;

import io.pastelli.http.Bytes;

/** What a {@link FrameDecoder} finds: whole messages and control frames. */
interface Incoming {
    void text(String text, int bytes);

    void binary(Bytes bytes);

    void ping(Bytes payload);

    void pong(Bytes payload);

    /** The last one: what comes after a close frame is not looked at. */
    void close(CloseStatus status);
}
