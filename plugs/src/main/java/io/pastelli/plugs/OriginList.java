package io.pastelli.plugs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Origins as browsers write them (RFC 6454 section 6.2): exact, all below a domain, or all. */
final class OriginList {
    private static final Pattern ORIGIN = Pattern
            .compile("[a-z][a-z0-9+.-]*://(\\*\\.)?([a-z0-9_.-]+|\\[[0-9a-f:.]+])(:[1-9][0-9]{0,4})?");

    /** {@code https://} … {@code .example.com:8443} with something between. */
    private record Below(String start, String end) {
        boolean holds(String origin) {
            return origin.length() > start.length() + end.length() && origin.startsWith(start)
                    && origin.endsWith(end) && label(origin);
        }

        private boolean label(String origin) {
            return origin.substring(start.length(), origin.length() - end.length()).chars()
                    .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'
                            || c == '_');
        }
    }

    private final boolean all;
    private final Set<String> exact = new HashSet<>();
    private final List<Below> below = new ArrayList<>();

    /**
     * Reads the list.
     *
     * @throws IllegalArgumentException for an entry that no browser would send
     */
    OriginList(List<String> origins) {
        all = origins.contains("*");
        for (String origin : origins) {
            if (origin.equals("*")) {
                continue;
            }
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException("\"" + origin + "\" is no origin: write one like"
                        + " https://app.example.com or https://*.example.com, in lower case, without a path"
                        + ", or * for all");
            }
            if ((origin.endsWith(":443") && origin.startsWith("https:"))
                    || (origin.endsWith(":80") && origin.startsWith("http:"))) {
                throw new IllegalArgumentException(
                        "browsers leave the default port out of \"" + origin + "\": leave it out");
            }
            int star = origin.indexOf('*');
            if (star < 0) {
                exact.add(origin);
            } else {
                below.add(new Below(origin.substring(0, star), origin.substring(star + 1)));
            }
        }
    }

    boolean all() {
        return all;
    }

    boolean allows(String origin) {
        return all || exact.contains(origin) || below.stream().anyMatch(each -> each.holds(origin));
    }
}
