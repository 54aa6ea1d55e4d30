package io.pastelli.conn;

import io.pastelli.http.Bytes;
import io.pastelli.http.Headers;
import io.pastelli.http.SetCookie;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The response as it is set so far; status 0 is none. */
record Response(int status, Headers headers, List<SetCookie> cookies, Optional<Bytes> body,
        List<BeforeSend> beforeSend, Optional<StreamCoding> coding) {
    /** The response of a conn that nobody has touched. */
    static final Response FRESH = new Response(0,
            Headers.of("cache-control", "max-age=0, private, must-revalidate"),
            List.of(), Optional.empty(), List.of(), Optional.empty());

    Response withStatus(int newStatus) {
        return new Response(newStatus, headers, cookies, body, beforeSend, coding);
    }

    Response withHeaders(Headers newHeaders) {
        return new Response(status, newHeaders, cookies, body, beforeSend, coding);
    }

    /** Replaces the cookie of that name, domain and path. */
    Response withCookie(SetCookie cookie) {
        var changed = new ArrayList<>(cookies);
        changed.removeIf(other -> other.name().equals(cookie.name())
                && other.options().domain().equals(cookie.options().domain())
                && other.options().path().equals(cookie.options().path()));
        changed.add(cookie);
        return new Response(status, headers, List.copyOf(changed), body, beforeSend, coding);
    }

    /** Turns the cookies into fields: the last thing before the head goes out. */
    Response withCookiesInHeaders(String scheme) {
        Headers all = headers;
        for (SetCookie cookie : cookies) {
            all = all.append("set-cookie", cookie.serialize(scheme.equals("https"), Instant.now()));
        }
        return new Response(status, all, cookies, body, beforeSend, coding);
    }

    Response withBody(int newStatus, Bytes newBody) {
        return new Response(newStatus, headers, cookies, Optional.of(newBody), beforeSend, coding);
    }

    Response withBeforeSend(BeforeSend callback) {
        var more = new ArrayList<>(beforeSend);
        more.add(callback);
        return new Response(status, headers, cookies, body, List.copyOf(more), coding);
    }

    Response withCoding(StreamCoding newCoding) {
        return new Response(status, headers, cookies, body, beforeSend, Optional.of(newCoding));
    }

    /** Refuses the field that only the server may write. */
    static void requireOurs(Headers headers) {
        if (headers.contains("transfer-encoding")) {
            throw new IllegalArgumentException(
                    "transfer-encoding is the server's: use sendChunked for a stream");
        }
    }

    static String withCharset(String type) {
        return switch (type) { // most responses have one of these
            case "text/plain" -> "text/plain; charset=utf-8";
            case "text/html" -> "text/html; charset=utf-8";
            case "application/json" -> "application/json; charset=utf-8";
            case "application/octet-stream" -> type;
            default -> charsetIfText(type);
        };
    }

    private static String charsetIfText(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        boolean textual = lower.startsWith("text/") || lower.endsWith("json") || lower.endsWith("xml")
                || lower.endsWith("javascript");
        return textual ? type + "; charset=utf-8" : type;
    }
}
