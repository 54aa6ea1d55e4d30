package io.pastelli.undertow;

import io.pastelli.adapter.ContentLength;
import io.pastelli.adapter.RequestHead;
import io.pastelli.http.Headers;
import io.pastelli.http.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the head of a request on HTTP/2 as strictly as one on HTTP/1.1 (RFC 9113 section 8, RFC 8441 section 4). */
final class Http2Head {
    private static final String PROTOCOL = "HTTP/2";

    private Http2Head() {}

    /** Makes the head of a stream; {@code ended} when no body follows. */
    static RequestHead of(int stream, HeaderFields fields, boolean ended) throws Http2Error {
        Map<String, String> pseudo = new HashMap<>();
        List<String> flat = new ArrayList<>(fields.flat().size());
        var cookies = new StringBuilder();
        for (int i = 0; i < fields.flat().size(); i += 2) {
            String name = fields.flat().get(i);
            String value = fields.flat().get(i + 1);
            if (name.startsWith(":")) {
                check(flat.isEmpty() && cookies.isEmpty() && pseudo.put(name, value) == null, stream);
            } else if (name.equals("cookie")) { // one field again (RFC 9113 section 8.2.3)
                cookies.append(cookies.isEmpty() ? "" : "; ").append(value(value, stream));
            } else {
                flat.add(name(name, value, stream));
                flat.add(value(value, stream));
            }
        }
        if (!cookies.isEmpty()) {
            flat.add("cookie");
            flat.add(cookies.toString());
        }
        return head(stream, pseudo, flat, ended);
    }

    /** Checks the fields behind a body. */
    static Headers trailers(int stream, HeaderFields fields) throws Http2Error {
        var flat = new String[fields.flat().size()];
        for (int i = 0; i < flat.length; i += 2) {
            String name = fields.flat().get(i);
            flat[i] = name(name, fields.flat().get(i + 1), stream);
            flat[i + 1] = value(fields.flat().get(i + 1), stream);
        }
        return Headers.received(flat);
    }

    private static RequestHead head(int stream, Map<String, String> pseudo, List<String> flat, boolean ended)
            throws Http2Error {
        String method = pseudo.getOrDefault(":method", "");
        pseudo.remove(":method");
        String path = pseudo.remove(":path");
        String scheme = pseudo.remove(":scheme");
        String authority = pseudo.remove(":authority");
        String protocol = pseudo.remove(":protocol");
        check(pseudo.isEmpty() && Token.is(method), stream);
        boolean connect = method.equals("CONNECT");
        boolean tunnel = connect && protocol == null;
        check(tunnel
                ? path == null && scheme == null && authority != null
                : path != null && scheme != null && targetLike(path), stream);
        check(protocol == null || connect, stream);
        Headers headers = hosted(stream, authority, Headers.received(flat.toArray(String[]::new)));
        long length = length(stream, headers, ended || connect);
        boolean waits = length != 0
                && headers.first("expect").filter("100-continue"::equalsIgnoreCase).isPresent();
        String target = tunnel ? authority : path;
        return new RequestHead(method, target == null ? "" : target, PROTOCOL, headers, length, true, waits,
                Optional.ofNullable(protocol));
    }

    /** Fills {@code host} from {@code :authority}; two different ones are how requests are smuggled. */
    private static Headers hosted(int stream, @Nullable String authority, Headers headers)
            throws Http2Error {
        if (authority == null) {
            return headers;
        }
        for (String host : headers.all("host")) {
            check(host.equals(authority), stream);
        }
        String checked = value(authority, stream);
        return headers.delete("host").prepend("host", checked);
    }

    private static long length(int stream, Headers headers, boolean none) throws Http2Error {
        List<String> all = headers.all("content-length");
        if (all.isEmpty()) {
            return none ? 0 : -1;
        }
        String first = all.getFirst();
        long length = ContentLength.parse(first);
        check(length >= 0 && all.stream().allMatch(first::equals), stream);
        check(!none || length == 0, stream);
        return length;
    }

    private static String name(String name, String value, int stream) throws Http2Error {
        check(Token.is(name) && name.chars().noneMatch(c -> c >= 'A' && c <= 'Z'), stream);
        check(switch (name) {
            case "connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade" -> false;
            case "te" -> value.equals("trailers");
            default -> true;
        }, stream);
        return name;
    }

    private static String value(String value, int stream) throws Http2Error {
        check(value.chars().allMatch(c -> (c >= ' ' || c == '\t') && c != 0x7f), stream);
        return value.strip();
    }

    private static boolean targetLike(String path) {
        return !path.isEmpty() && path.chars().allMatch(c -> c > ' ' && c != 0x7f);
    }

    private static void check(boolean good, int stream) throws Http2Error {
        if (!good) {
            throw Http2Error.stream(Http2Codes.PROTOCOL_ERROR, stream, "the request head is malformed");
        }
    }
}
