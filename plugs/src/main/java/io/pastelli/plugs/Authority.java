package io.pastelli.plugs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host with a port; port 0 is none (RFC 3986 section 3.2, without user information and escapes). */
record Authority(String host, int port) {
    private static final Pattern SHAPE = Pattern
            .compile("([A-Za-z0-9._~-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::([0-9]{1,5}))?");

    /** Returns the authority, or nothing for what is none. */
    static Optional<Authority> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        if (matcher.group(2) == null) {
            return Optional.of(new Authority(matcher.group(1), 0));
        }
        return port(matcher.group(2)).map(port -> new Authority(matcher.group(1), port));
    }

    /** Reads a port, 1 to 65535. */
    static Optional<Integer> port(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(text)).filter(port -> port > 0 && port < 65_536);
    }
}
