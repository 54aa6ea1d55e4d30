package io.pastelli.localredis;

import java.io.IOException;

/** No Redis runs on this machine; the message says what to do. */
public final class NoRedisException extends IOException {
    private static final long serialVersionUID = 1L;

    NoRedisException(String message) {
        super(message);
    }
}
