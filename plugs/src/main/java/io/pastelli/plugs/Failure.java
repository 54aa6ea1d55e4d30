package io.pastelli.plugs;

import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;

/**
 * What went wrong, as {@link ErrorHandler} hands it to a renderer.
 *
 * @param error what was thrown
 * @param status the status it stands for
 * @param headers fields that belong to the status, such as the {@code allow} of a 405; they are on the conn already
 */
public record Failure(Throwable error, int status, Headers headers) {
    /**
     * Returns what a client may be told: the message of an {@code HttpException}, else a sentence that says nothing of
     * the inside.
     */
    public String sentence() {
        String message = error instanceof HttpException ? error.getMessage() : null;
        if (message != null) {
            return message;
        }
        return status >= 500
                ? "the server failed to answer; its log says why"
                : "the request was refused";
    }
}
