package io.pastelli.router;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Key;
import java.util.List;
import java.util.Optional;

/**
 * What a conn knows of its route.
 *
 * @param outer the route that forwarded to this router
 * @param path the decoded path below it
 */
record Matched(Optional<Matched> outer, Route route, List<String> path) {
    static final Key<Matched> KEY = Key.of("pastelli_route", Matched.class);

    /** A conn with its route and the parameters of the path. */
    static Conn put(Conn conn, Route route, List<String> path) {
        Matched matched = new Matched(conn.getPrivate(KEY), route, path);
        return route.given()
                .give(conn.putPrivate(KEY, matched).mergePathParams(route.pattern().params(path)));
    }

    /** The decoded segments that the glob took. */
    List<String> rest() {
        return route.pattern().rest(path);
    }

    /** The template from the outermost router on: what forwards consumed, then this route's. */
    String template() {
        String own = route.pattern().template();
        String base = outer.map(Matched::template).orElse("");
        return base.endsWith("/*") ? join(base.substring(0, base.length() - 2), own) : own;
    }

    private static String join(String base, String own) {
        return own.equals("/") && !base.isEmpty() ? base : base + own;
    }
}
