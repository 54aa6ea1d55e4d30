package io.pastelli.router;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a route asks beyond method and path, and what it gives along.
 *
 * @param asks what needs no path parameters: host, trailing slash
 * @param guards what may look at them
 * @param gifts what is assigned once the route has matched
 * @param pipeline the plugs of the groups around it
 */
record Given(List<Predicate<Conn>> asks, List<Predicate<Conn>> guards, List<UnaryOperator<Conn>> gifts,
        Plug pipeline) {
    static final Given NOTHING = new Given(List.of(), List.of(), List.of(), conn -> conn);

    /** Tells whether the route may answer; allocates only for guards. */
    boolean admits(Conn conn, PathPattern pattern, List<String> path) {
        for (int i = 0; i < asks.size(); i++) {
            if (!asks.get(i).test(conn)) {
                return false;
            }
        }
        if (guards.isEmpty()) {
            return true;
        }
        Conn seen = conn.mergePathParams(pattern.params(path));
        return guards.stream().allMatch(guard -> guard.test(seen));
    }

    Conn give(Conn conn) {
        Conn now = conn;
        for (UnaryOperator<Conn> gift : gifts) {
            now = gift.apply(now);
        }
        return now;
    }
}
