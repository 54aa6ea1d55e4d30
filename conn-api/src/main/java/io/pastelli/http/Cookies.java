package io.pastelli.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the {@code cookie} field (RFC 6265 section 4.2). */
public final class Cookies {
    private Cookies() {}

    /**
     * Returns the cookies of a request by name. Of two with one name the first counts: browsers send that of the most
     * specific path first. What is no pair is skipped, quotes around a value are removed.
     */
    public static Map<String, String> parse(List<String> fieldValues) {
        var found = new LinkedHashMap<String, String>();
        for (String field : fieldValues) {
            for (String pair : field.split(";", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? "" : pair.substring(0, equals).strip();
                if (!name.isEmpty()) {
                    found.putIfAbsent(name, unquoted(pair.substring(equals + 1).strip()));
                }
            }
        }
        return Collections.unmodifiableMap(found);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
