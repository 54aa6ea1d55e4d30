package io.pastelli.router;

import io.pastelli.conn.Conn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The routes as a tree by segment. A look-up visits the nodes that accept the path and no others, so its cost is that of
 * the path and of what overlaps on it, whatever the number of routes; it allocates nothing.
 *
 * <p>
 * Prefixes and suffixes inside a segment are tried one by one, where a place has several. Both the literal and the parameter branch may match, and the route defined first has to win: a branch is left out when
 * its first route comes after the best one found. The depth of the recursion is that of the longest pattern.
 *
 * <p>
 * <b>Threading:</b> immutable, safe to share.
 */
final class RouteTable {
    private static final Route[] NONE = {};
    private static final Branch[] NO_BRANCH = {};

    private final int first;
    private final Route[] ends;
    private final Route[] globs;
    private final Map<String, RouteTable> literals; // a HashMap: its look-up is a mask where Map.of divides
    private final Branch[] affixed;
    private final @Nullable RouteTable param;

    /** What follows a segment with a given beginning and end. */
    private record Branch(Segment.Affixed segment, RouteTable table) {}

    private RouteTable(List<Route> routes, int depth) {
        first = routes.isEmpty() ? Integer.MAX_VALUE : routes.getFirst().order();
        var here = new ArrayList<Route>();
        var open = new ArrayList<Route>();
        var params = new ArrayList<Route>();
        var byAffixes = new LinkedHashMap<Segment.Affixed, List<Route>>();
        var byLiteral = new HashMap<String, List<Route>>();
        for (Route route : routes) {
            PathPattern pattern = route.pattern();
            if (pattern.segments().size() == depth) {
                (pattern.glob() ? open : here).add(route);
            } else {
                switch (pattern.segments().get(depth)) {
                    case Segment.Literal literal ->
                        byLiteral.computeIfAbsent(literal.text(), _ -> new ArrayList<>()).add(route);
                    case Segment.Affixed each ->
                        byAffixes.computeIfAbsent(new Segment.Affixed(each.before(), "", each.after()),
                                _ -> new ArrayList<>()).add(route);
                    case Segment.Param _ -> params.add(route);
                }
            }
        }
        ends = here.toArray(NONE);
        globs = open.toArray(NONE);
        param = params.isEmpty() ? null : new RouteTable(params, depth + 1);
        var children = new HashMap<String, RouteTable>();
        byLiteral.forEach((text, under) -> children.put(text, new RouteTable(under, depth + 1)));
        literals = children;
        var branches = new ArrayList<Branch>(byAffixes.size());
        byAffixes.forEach((ends, under) -> branches.add(new Branch(ends, new RouteTable(under, depth + 1))));
        affixed = branches.toArray(NO_BRANCH);
    }

    /** Compiles routes given in the order of their definition. */
    static RouteTable of(List<Route> routes) {
        return new RouteTable(routes, 0);
    }

    /** Returns the first defined route that takes the method and the decoded path. */
    @Nullable
    Route find(Conn conn, List<String> path) {
        return find(conn, conn.method(), path, 0, null);
    }

    private @Nullable Route find(Conn conn, String method, List<String> path, int depth,
            @Nullable Route known) {
        if (known != null && known.order() < first) {
            return known;
        }
        Route best = better(globs, conn, method, path, known);
        if (depth == path.size()) {
            return better(ends, conn, method, path, best);
        }
        String segment = path.get(depth);
        RouteTable literal = literals.get(segment);
        if (literal != null) {
            best = literal.find(conn, method, path, depth + 1, best);
        }
        for (Branch branch : affixed) {
            if (branch.segment().accepts(segment)) {
                best = branch.table().find(conn, method, path, depth + 1, best);
            }
        }
        return param == null ? best : param.find(conn, method, path, depth + 1, best);
    }

    private static @Nullable Route better(Route[] routes, Conn conn, String method, List<String> path,
            @Nullable Route best) {
        for (Route route : routes) {
            if (best != null && best.order() < route.order()) {
                return best;
            }
            if (route.answers(method) && route.admits(conn, path)) {
                return route;
            }
        }
        return best;
    }

    /** Returns every route that admits the request at the decoded path, whatever its method, in the order of definition. */
    List<Route> accepting(Conn conn, List<String> path) {
        List<Route> found = collect(path, 0, List.of());
        if (found.isEmpty()) {
            return found; // most of the time, and nothing was allocated
        }
        found.removeIf(route -> !route.admits(conn, path));
        found.sort(Comparator.comparingInt(Route::order));
        return found;
    }

    private List<Route> collect(List<String> path, int depth, List<Route> before) {
        List<Route> found = with(before, globs);
        if (depth == path.size()) {
            return with(found, ends);
        }
        RouteTable literal = literals.get(path.get(depth));
        if (literal != null) {
            found = literal.collect(path, depth + 1, found);
        }
        for (Branch branch : affixed) {
            if (branch.segment().accepts(path.get(depth))) {
                found = branch.table().collect(path, depth + 1, found);
            }
        }
        return param == null ? found : param.collect(path, depth + 1, found);
    }

    private static List<Route> with(List<Route> found, Route[] more) {
        if (more.length == 0) {
            return found;
        }
        List<Route> all = found.isEmpty() ? new ArrayList<>() : found;
        Collections.addAll(all, more);
        return all;
    }
}
