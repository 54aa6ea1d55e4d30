package io.pastelli.netty;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.pastelli.adapter.Limits;
import io.pastelli.adapter.Refusal;
import io.pastelli.adapter.RefusedException;
import io.pastelli.adapter.RequestHead;
import io.pastelli.http.Headers;
import io.pastelli.http.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Heads as HTTP/2 has them (RFC 9113 section 8.3) from and to what all protocols share. */
final class Http2Head {
    private static final Refusal MALFORMED = new Refusal(400,
            "the request head is malformed: send the fields of RFC 9113");
    private static final int LINE_REST = " ".length() + " HTTP/1.1".length();
    private static final int FIELD_REST = 4; // ": " and the line end of HTTP/1.1: the limits mean the same here
    private static final Set<String> OF_CONNECTION = Set.of("connection", "keep-alive", "proxy-connection",
            "transfer-encoding", "upgrade");

    private Http2Head() {}

    /** Reads what the decoder has checked already: all pseudo-fields are there, in front, and once. */
    static RequestHead request(Http2Headers fields, boolean endStream, Limits limits)
            throws RefusedException {
        String method = fields.method().toString();
        String target = fields.path() == null ? text(fields.authority()) : fields.path().toString();
        if (!Token.is(method)) {
            throw new RefusedException(MALFORMED);
        }
        if (method.length() + target.length() + LINE_REST > limits.requestLine()) {
            throw new RefusedException(Refusal.REQUEST_LINE);
        }
        List<String> flat = flat(fields);
        int size = 2;
        for (String each : flat) {
            size += each.length();
        }
        if (flat.size() / 2 > limits.headerCount()
                || size + FIELD_REST * flat.size() / 2 > limits.headers()) {
            throw new RefusedException(Refusal.HEADERS);
        }
        Headers headers;
        try {
            headers = Headers.of(flat.toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(MALFORMED);
        }
        // the decoder has checked the length, and holds the body to it
        long length = endStream ? 0 : headers.first("content-length").map(Long::parseLong).orElse(-1L);
        boolean expects = headers.first("expect").filter("100-continue"::equalsIgnoreCase).isPresent();
        CharSequence protocol = fields.get(Http2Headers.PseudoHeaderName.PROTOCOL.value());
        return new RequestHead(method, target, "HTTP/2", headers, length, true, expects,
                Optional.ofNullable(protocol).map(CharSequence::toString));
    }

    /** The regular fields, {@code host} first; cookies are put together again (RFC 9113 section 8.2.3). */
    private static List<String> flat(Http2Headers fields) {
        var flat = new ArrayList<String>(2 * fields.size());
        String authority = text(fields.authority());
        if (!authority.isEmpty()) {
            flat.add("host");
            flat.add(authority);
        }
        int cookie = -1;
        for (Map.Entry<CharSequence, CharSequence> field : fields) {
            String name = field.getKey().toString();
            String value = field.getValue().toString();
            boolean saidAlready = name.equals("host") && value.equals(authority);
            if (name.equals("cookie") && cookie >= 0) {
                flat.set(cookie, flat.get(cookie) + "; " + value);
            } else if (!name.startsWith(":") && !saidAlready) {
                flat.add(name);
                flat.add(value);
                cookie = name.equals("cookie") ? flat.size() - 1 : cookie;
            }
        }
        return flat;
    }

    private static String text(CharSequence value) {
        return value == null ? "" : value.toString();
    }

    /** Returns the fields after a body. */
    static Headers trailers(Http2Headers fields) {
        var flat = new ArrayList<String>(2 * fields.size());
        for (Map.Entry<CharSequence, CharSequence> field : fields) {
            flat.add(field.getKey().toString());
            flat.add(field.getValue().toString());
        }
        return Headers.of(flat.toArray(String[]::new));
    }

    /** Returns the head of a response; the fields of a connection of HTTP/1.1 are left out. */
    static Http2Headers response(int status, Headers headers) {
        var fields = new DefaultHttp2Headers(false, headers.size() + 1);
        fields.status(Integer.toString(status));
        return add(fields, headers);
    }

    /** Returns fields to send after a body. */
    static Http2Headers trailersOf(Headers headers) {
        return add(new DefaultHttp2Headers(false, headers.size()), headers);
    }

    private static Http2Headers add(Http2Headers fields, Headers headers) {
        for (Headers.Field field : headers) {
            if (!OF_CONNECTION.contains(field.name())) {
                fields.add(field.name(), field.value());
            }
        }
        return fields;
    }
}
