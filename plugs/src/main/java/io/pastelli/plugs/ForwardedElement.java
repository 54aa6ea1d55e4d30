package io.pastelli.plugs;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one proxy says in {@code forwarded} (RFC 7239 section 4): parameters by their lower-case names. */
record ForwardedElement(Map<String, String> parameters) {
    private static final Pattern PAIR = Pattern.compile(
            "[ \\t]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=([!#$%&'*+.^_`|~0-9A-Za-z:\\[\\]-]+"
                    + "|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\")[ \\t]*");
    private static final Pattern PORT = Pattern.compile(":[0-9_a-zA-Z.-]{1,32}");

    private static final int MOST_CHARACTERS = 1024; // the pattern recurses by escapes

    /** Returns the element, or nothing when it is malformed. Colons and brackets pass unquoted, as many proxies send them. */
    static Optional<ForwardedElement> parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        var found = new HashMap<String, String>();
        Matcher pair = PAIR.matcher(text);
        int at = 0;
        while (true) {
            if (!pair.region(at, text.length()).lookingAt()
                    || found.put(pair.group(1).toLowerCase(Locale.ROOT), unquoted(pair.group(2))) != null) {
                return Optional.empty();
            }
            at = pair.end();
            if (at == text.length()) {
                return Optional.of(new ForwardedElement(found));
            }
            if (text.charAt(at++) != ';') {
                return Optional.empty();
            }
        }
    }

    /** Returns a parameter. */
    Optional<String> get(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /**
     * Splits a list at its commas from the right: what a client wrote before what its proxy appended, an open quote say,
     * cannot reach into that.
     */
    static List<String> fromTheRight(String list, int most) {
        var found = new ArrayList<String>();
        boolean quoted = false;
        int end = list.length();
        for (int i = end - 1; i >= 0 && found.size() < most; i--) {
            char c = list.charAt(i);
            if (c == '"') {
                quoted = !quoted || escaped(list, i);
            } else if (c == ',' && !quoted) {
                found.add(list.substring(i + 1, end).strip());
                end = i;
            }
        }
        if (found.size() < most) {
            found.add(list.substring(0, end).strip());
        }
        return found;
    }

    /** Reads {@code 192.0.2.1}, {@code 192.0.2.1:80}, {@code 2001:db8::1}, {@code [2001:db8::1]:80} (RFC 7239 section 6). */
    static Optional<InetAddress> node(String text) {
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            return close > 0 && (close == text.length() - 1
                    || PORT.matcher(text.substring(close + 1)).matches())
                            ? Network.address(text.substring(1, close))
                            : Optional.empty();
        }
        int colon = text.indexOf(':');
        return colon > 0 && colon == text.lastIndexOf(':') && PORT.matcher(text.substring(colon)).matches()
                ? Network.address(text.substring(0, colon))
                : Network.address(text);
    }

    private static boolean escaped(String text, int at) {
        int slashes = 0;
        while (slashes < at && text.charAt(at - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    private static String unquoted(String value) {
        return value.startsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
    }
}
