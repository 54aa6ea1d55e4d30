package io.pastelli.plugs;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An origin as browsers write it (RFC 6454 section 6.2), in lower case.
 *
 * @param port the port, −1 for the scheme's own
 */
record WebOrigin(String scheme, String host, int port) {
    private static final Pattern ORIGIN = Pattern
            .compile("([a-z][a-z0-9+.-]*)://([a-z0-9_.-]+|\\[[0-9a-f:.]+])(?::([1-9][0-9]{0,4}))?");

    /** Reads an origin; empty for what is none: {@code null}, of a sandboxed frame or a file, among it. */
    static Optional<WebOrigin> parse(String text) {
        Matcher found = ORIGIN.matcher(text);
        return found.matches()
                ? Optional.of(of(found.group(1), found.group(2),
                        found.group(3) == null ? -1 : Integer.parseInt(found.group(3))))
                : Optional.empty();
    }

    static WebOrigin of(String scheme, String host, int port) {
        return new WebOrigin(scheme, host.toLowerCase(Locale.ROOT),
                port == (scheme.equals("https") ? 443 : 80) ? -1 : port);
    }

    /** Tells whether the host is {@code name}, or below it when {@code name} begins with a dot. */
    boolean isOn(String name) {
        return name.startsWith(".")
                ? host.endsWith(name) && host.length() > name.length()
                : host.equals(name);
    }
}
