package io.pastelli.bench.server;

import io.pastelli.bench.Wire;
import java.io.IOException;

/** A server that is measured. */
interface Served {
    /** Returns the port that speaks plain HTTP. */
    int port();

    /** Returns the port that speaks TLS, with HTTP/1.1 and HTTP/2. */
    int tlsPort();

    /** Returns how many streams and polls were opened since the start. */
    int opened();

    /** Writes an event to all streams under {@link Wire#STREAMS}; returns to how many. */
    int broadcast(byte[] event) throws IOException;
}
