package io.pastelli.router;

import io.pastelli.conn.Plug;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a router and its groups define together. */
final class Definition {
    final List<Plug> before = new ArrayList<>();
    final List<Plug> matched = new ArrayList<>();
    TrailingSlash slash = TrailingSlash.IGNORE;
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<String, List<Draft>> byShape = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private boolean closed;

    /**
     * Adds a route.
     *
     * @throws IllegalArgumentException when an earlier one takes all its requests
     */
    Draft add(String method, PathPattern pattern, Plug plug, Plug pipeline) {
        boolean strict = slash == TrailingSlash.STRICT && pattern.ends();
        List<Draft> twins = byShape.computeIfAbsent(
                pattern.shape() + (strict && pattern.slash() ? "/" : ""), _ -> new ArrayList<>());
        for (Draft earlier : twins) {
            if (earlier.takesAll(method)) {
                throw new IllegalArgumentException("the earlier route " + earlier
                        + " takes all its requests: leave one out, or define the special one first");
            }
        }
        var draft = new Draft(method, pattern,
                pattern.forwards() ? new Forward(pattern.segments().size(), plug) : plug, pipeline);
        twins.add(draft);
        drafts.add(draft);
        return draft;
    }

    /** Takes a name that no other route has. */
    void claim(String name, Draft route) {
        if (name.isEmpty() || !names.add(name)) {
            throw new IllegalArgumentException(route + ": the name \"" + name
                    + "\" is " + (name.isEmpty() ? "empty" : "there twice") + ": give each route its own");
        }
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("routes are defined inside Router.of and not later");
        }
    }

    List<Draft> drafts() {
        return drafts;
    }

    /** The definition is over: the router is immutable. */
    List<Route> close() {
        closed = true;
        var routes = new ArrayList<Route>(drafts.size());
        for (Draft draft : drafts) {
            routes.add(draft.route(routes.size()));
        }
        return List.copyOf(routes);
    }
}
