package io.pastelli.push.bayeux.backend;

import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;

/**
 * The place where things are kept cannot be reached now; later it can. A 503, where it becomes a response.
 *
 * <p>
 * What was asked for has had no effect, unless the connection broke while the answer was on its way.
 */
public final class UnavailableException extends HttpException {
    private static final long serialVersionUID = 1;

    /** Says what cannot be reached and what to do. */
    public UnavailableException(String message) {
        super(503, message, Headers.of("retry-after", "2"));
    }
}
