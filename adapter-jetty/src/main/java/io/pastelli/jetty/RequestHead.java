package io.pastelli.jetty;

import io.pastelli.adapter.Limits;
import io.pastelli.http.Headers;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * A request head as it was sent, collected field by field and held against the limits.
 *
 * <p>
 * <b>Threading:</b> belongs to the parser until the request is handed over; then it does not change.
 */
final class RequestHead {
    private final String method;
    private final String target;
    private final HttpVersion version;
    private final Limits limits;
    private final List<String> flat = new ArrayList<>();
    private int bytes;
    private boolean expects;
    private long length;
    private @Nullable Headers headers;

    RequestHead(String method, String target, HttpVersion version, Limits limits) {
        this.method = method;
        this.target = target;
        this.version = version;
        this.limits = limits;
    }

    /**
     * Checks the request line.
     *
     * @throws HttpException.RuntimeException 414 or 505
     */
    void checkLine() {
        if (version != HttpVersion.HTTP_1_1 && version != HttpVersion.HTTP_1_0) {
            throw new HttpException.RuntimeException(HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505);
        }
        if (method.length() + target.length() + version.asString().length() + 4 > limits.requestLine()) {
            throw new HttpException.RuntimeException(HttpStatus.URI_TOO_LONG_414);
        }
    }

    /**
     * Adds a field.
     *
     * @throws HttpException.RuntimeException 431
     */
    void add(String name, String value) {
        bytes += name.length() + value.length() + 4;
        if (bytes > limits.headers() || flat.size() / 2 >= limits.headerCount()) {
            throw new HttpException.RuntimeException(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431);
        }
        String lower = Headers.lowerCase(name);
        flat.add(lower);
        flat.add(value);
        switch (lower) {
            case "expect" -> expects |= value.equalsIgnoreCase("100-continue") && !http10();
            case "transfer-encoding" -> length = -1;
            case "content-length" -> length = length < 0 ? -1 : Long.parseLong(value);
            default -> {
            }
        }
    }

    String method() {
        return method;
    }

    String target() {
        return target;
    }

    String protocol() {
        return version.asString();
    }

    boolean http10() {
        return version == HttpVersion.HTTP_1_0;
    }

    /** Tells whether the client waits for 100 before it sends the body. */
    boolean expectsContinue() {
        return expects && length != 0;
    }

    /** Returns the declared length, 0 for no body, −1 for chunks. */
    long length() {
        return length;
    }

    Headers headers() {
        Headers made = headers;
        if (made == null) {
            made = Headers.received(flat.toArray(String[]::new));
            headers = made;
        }
        return made;
    }
}
