package io.pastelli.conn;

import io.pastelli.http.Bytes;
import io.pastelli.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The response as it is set so far; status 0 is none. */
record Response(int status, Headers headers, Optional<Bytes> body, List<BeforeSend> beforeSend) {
    /** The response of a conn that nobody has touched. */
    static final Response FRESH = new Response(0,
            Headers.of("cache-control", "max-age=0, private, must-revalidate"), Optional.empty(), List.of());

    Response withStatus(int newStatus) {
        return new Response(newStatus, headers, body, beforeSend);
    }

    Response withHeaders(Headers newHeaders) {
        return new Response(status, newHeaders, body, beforeSend);
    }

    Response withBody(Bytes newBody) {
        return new Response(status, headers, Optional.of(newBody), beforeSend);
    }

    Response withBeforeSend(BeforeSend callback) {
        var more = new ArrayList<>(beforeSend);
        more.add(callback);
        return new Response(status, headers, body, List.copyOf(more));
    }

    /** Refuses the field that only the server may write. */
    static String allowed(String name) {
        if (name.equalsIgnoreCase("transfer-encoding")) {
            throw new IllegalArgumentException(
                    "transfer-encoding is the server's: use sendChunked for a stream");
        }
        return name;
    }

    static String withCharset(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        boolean textual = lower.startsWith("text/") || lower.endsWith("json") || lower.endsWith("xml")
                || lower.endsWith("javascript");
        return textual ? type + "; charset=utf-8" : type;
    }
}
