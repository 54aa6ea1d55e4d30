package io.pastelli.bench.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pastelli.bench.Wire;

/** A bare server whose handlers run on virtual threads and may block: short requests only, no TLS, no streams. */
interface VirtualServer extends Served {
    @Override
    default int tlsPort() {
        return 0;
    }

    @Override
    default int opened() {
        return 0;
    }

    @Override
    default int broadcast(byte[] event) {
        return 0;
    }

    /** Returns what a GET is answered. */
    static byte[] body(String path) {
        return path.startsWith(Wire.JSON) ? BareJson.body(path) : Wire.TEXT.getBytes(US_ASCII);
    }

    /** Returns the media type of an answer. */
    static String type(String path) {
        if (path.equals(Wire.ECHO)) {
            return "application/octet-stream";
        }
        return path.startsWith(Wire.JSON) ? "application/json" : "text/plain; charset=utf-8";
    }
}
