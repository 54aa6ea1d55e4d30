package io.pastelli.undertow;

/** What a client has done wrong (RFC 9113 section 5.4); carries no stack trace, clients cause it. */
final class Http2Error extends Exception {
    private static final long serialVersionUID = 1;

    private final int code;
    private final int stream;

    private Http2Error(int code, int stream, String what) {
        super(what, null, false, false);
        this.code = code;
        this.stream = stream;
    }

    /** An error after which nothing on the connection can be trusted. */
    static Http2Error connection(int code, String what) {
        return new Http2Error(code, 0, what);
    }

    /** An error that ends one stream. */
    static Http2Error stream(int code, int stream, String what) {
        return new Http2Error(code, stream, what);
    }

    int code() {
        return code;
    }

    /** Returns the stream, 0 for the connection. */
    int stream() {
        return stream;
    }
}
