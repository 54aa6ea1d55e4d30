package io.pastelli.plugs;

import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import io.pastelli.http.Status;
import java.net.URI;
import java.util.Map;

/**
 * An error with the members of a problem (RFC 9457 section 3): a type, a title, a detail and extensions.
 *
 * {@snippet :
 * throw new io.pastelli.plugs.ProblemException(403, java.net.URI.create("https://example.com/probs/out-of-credit"),
 *         "You do not have enough credit.", "Your balance is 30, but that costs 50.", Map.of("balance", 30));
 * }
 */
public final class ProblemException extends HttpException {
    private static final long serialVersionUID = 1;

    private final URI type;
    private final String title;
    private final transient Map<String, Object> extensions;

    /**
     * Makes an error.
     *
     * @param status 400 to 599
     * @param type names the kind of problem; {@code about:blank} for none but the status
     * @param title what kind it is, the same each time
     * @param detail what happened this time and what to do
     * @param extensions further members, what {@code JsonCodec} can write; {@code instance} too
     * @throws IllegalArgumentException for another status
     */
    public ProblemException(int status, URI type, String title, String detail,
            Map<String, Object> extensions) {
        super(status, detail, Headers.empty());
        this.type = type;
        this.title = title;
        this.extensions = Map.copyOf(extensions);
    }

    /** Makes an error of no special kind. */
    public ProblemException(int status, String detail, Map<String, Object> extensions) {
        this(status, URI.create("about:blank"), Status.reason(status), detail, extensions);
    }

    /** Returns the kind of problem. */
    public URI type() {
        return type;
    }

    /** Returns what kind it is. */
    public String title() {
        return title;
    }

    /** Returns the further members. */
    public Map<String, Object> extensions() {
        return extensions;
    }
}
