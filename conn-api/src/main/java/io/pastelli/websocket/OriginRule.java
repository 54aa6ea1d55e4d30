package io.pastelli.websocket;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which pages may connect. Browsers send cookies with a WebSocket of any page, so without this rule every page could
 * speak for our users (RFC 6455 section 10.2).
 */
final class OriginRule {
    private static final Pattern ORIGIN = Pattern
            .compile("([a-z][a-z0-9+.-]*)://([a-z0-9_.-]+|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?");

    private OriginRule() {}

    /** Refuses an entry that no browser would send. */
    static void check(String origin) {
        if (!origin.equals("*") && !ORIGIN.matcher(origin).matches()) {
            throw new IllegalArgumentException("\"" + origin + "\" is no origin: write one like"
                    + " https://app.example.com, in lower case, without a path, or * for all");
        }
    }

    /**
     * Tells whether a page may connect.
     *
     * @param sent the request's origin fields; none is no browser
     * @param own the origin that the request was sent to
     */
    static boolean allows(List<String> sent, String own, List<String> others) {
        if (sent.isEmpty() || others.contains("*")) {
            return true;
        }
        String page = sent.getFirst().toLowerCase(Locale.ROOT);
        return sent.size() == 1 && (others.contains(page)
                || (ORIGIN.matcher(page).matches()
                        && plain(page).equals(plain(own.toLowerCase(Locale.ROOT)))));
    }

    /** Without the port that the scheme implies. */
    private static String plain(String origin) {
        Matcher parts = ORIGIN.matcher(origin);
        if (!parts.matches()) {
            return "";
        }
        String implied = parts.group(1).equals("https") ? "443" : "80";
        String port = parts.group(3) == null || parts.group(3).equals(implied) ? "" : ":" + parts.group(3);
        return parts.group(1) + "://" + parts.group(2) + port;
    }
}
