package io.pastelli.http;

/**
 * An error with a status: thrown by a plug, it becomes the response when none was sent yet.
 *
 * <p>
 * The message goes to the client, so it says what to do and holds no secret. The headers are added to the response: a
 * 405 needs {@code allow}, a 401 {@code www-authenticate}.
 *
 * {@snippet :
 * throw new HttpException(409, "note 7 was changed meanwhile: fetch it again");
 * }
 */
public class HttpException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Headers headers;

    /** Makes an error without headers; {@code status} is 400 to 599. */
    public HttpException(int status, String message) {
        this(status, message, Headers.empty());
    }

    /**
     * Makes an error.
     *
     * @param status 400 to 599
     * @param message a sentence for the client
     * @param headers fields of the response
     * @throws IllegalArgumentException for another status
     */
    public HttpException(int status, String message, Headers headers) {
        super(message, null, false, status >= 500); // a client's mistake has no place in our code
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status " + status + " is no error: use 400 to 599");
        }
        this.status = status;
        this.headers = headers;
    }

    /** Returns the status, 400 to 599. */
    public int status() {
        return status;
    }

    /** Returns the fields to add to the response. */
    public Headers headers() {
        return headers;
    }
}
