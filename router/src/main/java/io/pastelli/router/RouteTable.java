package io.pastelli.router;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The routes as a tree by segment. A look-up visits the nodes that accept the path and no others, so its cost is that of
 * the path and of what overlaps on it, whatever the number of routes; it allocates nothing.
 *
 * <p>
 * Both the literal and the parameter branch may match, and the route defined first has to win: a branch is left out when
 * its first route comes after the best one found. The depth of the recursion is that of the longest pattern.
 *
 * <p>
 * <b>Threading:</b> immutable, safe to share.
 */
final class RouteTable {
    private static final Route[] NONE = {};

    private final int first;
    private final Route[] ends;
    private final Route[] globs;
    private final Map<String, RouteTable> literals; // a HashMap: its look-up is a mask where Map.of divides
    private final @Nullable RouteTable param;

    private RouteTable(List<Route> routes, int depth) {
        first = routes.isEmpty() ? Integer.MAX_VALUE : routes.getFirst().order();
        var here = new ArrayList<Route>();
        var open = new ArrayList<Route>();
        var params = new ArrayList<Route>();
        var byLiteral = new HashMap<String, List<Route>>();
        for (Route route : routes) {
            PathPattern pattern = route.pattern();
            if (pattern.segments().size() == depth) {
                (pattern.glob() ? open : here).add(route);
            } else {
                switch (pattern.segments().get(depth)) {
                    case Segment.Literal literal ->
                        byLiteral.computeIfAbsent(literal.text(), _ -> new ArrayList<>()).add(route);
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
    }

    /** Compiles routes given in the order of their definition. */
    static RouteTable of(List<Route> routes) {
        return new RouteTable(routes, 0);
    }

    /** Returns the first defined route that takes the method and the decoded path. */
    @Nullable
    Route find(String method, List<String> path) {
        return find(method, path, 0, null);
    }

    private @Nullable Route find(String method, List<String> path, int depth, @Nullable Route known) {
        if (known != null && known.order() < first) {
            return known;
        }
        Route best = better(globs, method, known);
        if (depth == path.size()) {
            return better(ends, method, best);
        }
        RouteTable literal = literals.get(path.get(depth));
        if (literal != null) {
            best = literal.find(method, path, depth + 1, best);
        }
        return param == null ? best : param.find(method, path, depth + 1, best);
    }

    private static @Nullable Route better(Route[] routes, String method, @Nullable Route best) {
        for (Route route : routes) {
            if (best != null && best.order() < route.order()) {
                return best;
            }
            if (route.answers(method)) {
                return route;
            }
        }
        return best;
    }

    /** Returns every route whose pattern accepts the decoded path, in the order of definition. */
    List<Route> accepting(List<String> path) {
        var found = new ArrayList<Route>();
        collect(path, 0, found);
        found.sort(Comparator.comparingInt(Route::order));
        return found;
    }

    private void collect(List<String> path, int depth, List<Route> found) {
        found.addAll(List.of(globs));
        if (depth == path.size()) {
            found.addAll(List.of(ends));
            return;
        }
        RouteTable literal = literals.get(path.get(depth));
        if (literal != null) {
            literal.collect(path, depth + 1, found);
        }
        if (param != null) {
            param.collect(path, depth + 1, found);
        }
    }
}
