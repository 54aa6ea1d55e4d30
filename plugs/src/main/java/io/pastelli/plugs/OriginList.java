package io.pastelli.plugs;

import java.util.ArrayList;
import java.util.List;

/** Origins by name: exact, all below a domain, or all. */
final class OriginList {
    private static final String BELOW = "://*.";

    /** An origin, or with {@code host} those below its domain, which then begins with a dot. */
    private record Allowed(WebOrigin origin, String host) {
        boolean holds(WebOrigin asked) {
            return asked.scheme().equals(origin.scheme()) && asked.port() == origin.port()
                    && asked.isOn(host);
        }
    }

    private final boolean all;
    private final List<Allowed> allowed = new ArrayList<>();

    /**
     * Reads the list.
     *
     * @throws IllegalArgumentException for an entry that no browser would send
     */
    OriginList(List<String> origins) {
        all = origins.contains("*");
        origins.stream().filter(origin -> !origin.equals("*"))
                .forEach(origin -> allowed.add(allowed(origin)));
    }

    boolean all() {
        return all;
    }

    boolean allows(String origin) {
        return all || WebOrigin.parse(origin)
                .filter(asked -> allowed.stream().anyMatch(each -> each.holds(asked)))
                .isPresent();
    }

    private static Allowed allowed(String text) {
        WebOrigin origin = WebOrigin.parse(text.replace(BELOW, "://"))
                .orElseThrow(() -> new IllegalArgumentException("\"" + text
                        + "\" is no origin: write one like"
                        + " https://app.example.com or https://*.example.com, in lower case, without a path"
                        + ", or * for all"));
        if ((text.endsWith(":443") && origin.scheme().equals("https"))
                || (text.endsWith(":80") && origin.scheme().equals("http"))) {
            throw new IllegalArgumentException(
                    "browsers leave the default port out of \"" + text + "\": leave it out");
        }
        return new Allowed(origin, text.contains(BELOW) ? "." + origin.host() : origin.host());
    }
}
