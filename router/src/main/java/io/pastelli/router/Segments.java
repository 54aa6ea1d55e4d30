package io.pastelli.router;

import io.pastelli.http.Percent;
import java.util.Arrays;
import java.util.List;

/** Decodes path segments one by one, so that an escaped slash stays inside its segment. */
final class Segments {
    private Segments() {}

    /**
     * Returns the decoded segments; the same list when nothing is escaped.
     *
     * @throws io.pastelli.http.HttpException 400 for a bad escape or octets that are not UTF-8
     */
    static List<String> decoded(List<String> raw) {
        for (int i = 0; i < raw.size(); i++) {
            if (!plain(raw.get(i))) {
                return decode(raw);
            }
        }
        return raw;
    }

    private static boolean plain(String segment) {
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '%' || c > 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static List<String> decode(List<String> raw) {
        var decoded = new String[raw.size()];
        for (int i = 0; i < decoded.length; i++) {
            decoded[i] = Percent.decode(raw.get(i));
        }
        return Arrays.asList(decoded);
    }
}
