package io.pastelli.http;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of common request fields, so that a thousand requests keep one text for each. */
final class FieldNames {
    /** As they are written over HTTP/1.1. */
    static final List<String> COMMON = List.of("Accept", "Accept-Charset", "Accept-Encoding",
            "Accept-Language", "Access-Control-Request-Headers", "Access-Control-Request-Method",
            "Authorization", "Cache-Control", "Connection", "Content-Disposition", "Content-Encoding",
            "Content-Length", "Content-Type", "Cookie", "DNT", "Date", "Expect", "Forwarded", "From", "Host",
            "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since",
            "Keep-Alive", "Last-Event-ID", "Origin", "Pragma", "Priority", "Range", "Referer",
            "Sec-CH-UA", "Sec-CH-UA-Mobile", "Sec-CH-UA-Platform", "Sec-Fetch-Dest", "Sec-Fetch-Mode",
            "Sec-Fetch-Site", "Sec-Fetch-User", "Sec-WebSocket-Extensions", "Sec-WebSocket-Key",
            "Sec-WebSocket-Protocol", "Sec-WebSocket-Version", "TE", "Trailer", "Transfer-Encoding",
            "Upgrade", "Upgrade-Insecure-Requests", "User-Agent", "Via", "X-Forwarded-For",
            "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "X-Request-ID", "X-Requested-With");
    private static final Map<String, String> KNOWN = known();

    private FieldNames() {}

    /** Returns the lower-case form. */
    static String lower(String name) {
        String known = KNOWN.get(name);
        return known == null ? name.toLowerCase(Locale.ROOT) : known;
    }

    private static Map<String, String> known() {
        var known = new HashMap<String, String>(); // never changed; its look-up is a mask where Map.of divides
        for (String name : COMMON) {
            String lower = name.toLowerCase(Locale.ROOT);
            known.put(name, lower);
            known.put(lower, lower);
        }
        return known;
    }
}
