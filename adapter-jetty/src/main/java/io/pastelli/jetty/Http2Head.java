package io.pastelli.jetty;

import io.pastelli.adapter.Limits;
import io.pastelli.adapter.Refusal;
import io.pastelli.http.Headers;
import io.pastelli.http.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * A request head as HTTP/1.1 would have it, held against the limits: {@code :authority} is the host, crumbs of cookies are
 * one field (RFC 9113 sections 8.2.3 and 8.3.1).
 */
final class Http2Head {
    private static final Set<String> OF_CONNECTIONS = Set.of("connection", "transfer-encoding", "keep-alive",
            "upgrade",
            "proxy-connection");

    private final String method;
    private final String target;
    private final Headers headers;
    private final long length;
    private final boolean expects;
    private final boolean malformed;
    private final @Nullable String protocol;
    private final @Nullable Refusal refusal;

    Http2Head(MetaData.Request request, boolean complete, Limits limits) {
        HttpURI uri = request.getHttpURI();
        method = request.getMethod();
        protocol = request instanceof MetaData.ConnectRequest connect ? connect.getProtocol() : null;
        var flat = new ArrayList<String>();
        String authority = uri.getAuthority();
        target = target(uri, authority == null ? "" : authority);
        if (authority != null) {
            add(flat, "host", authority);
        }
        var cookie = new StringBuilder();
        boolean broken = !Token.is(method);
        boolean expected = false;
        long declared = complete ? 0 : -1;
        for (HttpField field : request.getHttpFields()) {
            String name = field.getLowerCaseName();
            String value = field.getValue() == null ? "" : field.getValue();
            broken |= OF_CONNECTIONS.contains(name);
            switch (name) {
                case "cookie" -> cookie.append(cookie.isEmpty() ? "" : "; ").append(value);
                case "host" -> {
                    if (authority == null) {
                        add(flat, name, value);
                    } else {
                        broken |= !authority.equalsIgnoreCase(value);
                    }
                }
                case "content-length" -> {
                    declared = request.getContentLength();
                    broken |= declared < 0;
                    add(flat, name, value);
                }
                case "expect" -> {
                    expected |= value.equalsIgnoreCase("100-continue");
                    add(flat, name, value);
                }
                default -> add(flat, name, value);
            }
        }
        if (!cookie.isEmpty()) {
            add(flat, "cookie", cookie.toString());
        }
        broken |= complete && declared > 0;
        length = declared;
        expects = expected && !complete;
        malformed = broken;
        refusal = refusal(flat, limits);
        headers = Headers.received(flat.toArray(String[]::new));
    }

    String method() {
        return method;
    }

    String target() {
        return target;
    }

    Headers headers() {
        return headers;
    }

    long length() {
        return length;
    }

    /** Tells whether the client waits for 100 before it sends the body. */
    boolean expectsContinue() {
        return expects;
    }

    Optional<String> protocol() {
        return Optional.ofNullable(protocol);
    }

    /** Tells whether it is none that HTTP/2 allows (RFC 9113 section 8.2.2). */
    boolean malformed() {
        return malformed;
    }

    /** Returns why no plug is to see it, empty when one is. */
    Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    private static void add(List<String> flat, String name, String value) {
        flat.add(name);
        flat.add(value);
    }

    private static String target(HttpURI uri, String authority) {
        String path = uri.getPathQuery();
        if (path == null) {
            return authority; // CONNECT
        }
        return uri.getFragment() == null ? path : path + "#" + uri.getFragment();
    }

    private @Nullable Refusal refusal(List<String> flat, Limits limits) {
        if (target.length() > limits.requestLine()) {
            return Refusal.REQUEST_LINE;
        }
        int bytes = flat.size() * 2;
        for (String each : flat) {
            bytes += each.length();
        }
        return bytes > limits.headers() || flat.size() / 2 > limits.headerCount() ? Refusal.HEADERS : null;
    }
}
