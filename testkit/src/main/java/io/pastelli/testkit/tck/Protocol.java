package io.pastelli.testkit.tck;

import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Wire;
import java.io.IOException;

/** What an adapter is spoken to in. */
public enum Protocol {
    /** HTTP/1.1 and 1.0 in plain text. */
    HTTP_1_1("http-1.1");

    private final String label;

    Protocol(String label) {
        this.label = label;
    }

    /** Returns its name in tables and file names. */
    public String label() {
        return label;
    }

    /** Connects to a port on 127.0.0.1; a {@code receiveBuffer} of 0 bytes is the system's own choice. */
    RawClient connect(int port, int receiveBuffer) throws IOException {
        return new RawClient(Wire.tcp(port, receiveBuffer));
    }
}
