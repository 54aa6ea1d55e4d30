package io.pastelli.router;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A plug that chooses a plug by method and path. The route defined first wins.
 *
 * <p>
 * The order of a call: the plugs of {@link Routes#plug}, the match, those of {@link Routes#plugMatched}, the route. One
 * that halts ends it.
 *
 * <p>
 * Without a route the answer is 404; 405 with {@code Allow} when other methods have one at this path; 501 for a method
 * that nobody has registered; all thrown as {@link io.pastelli.http.HttpException}, so that an error plug around the
 * router may render them. OPTIONS is answered with 204 and {@code Allow} unless a route takes it. HEAD goes to the GET
 * route, which sees {@code HEAD} in {@code conn.method()} and sends as usual: the body stays behind. Behind a forward
 * the inner router decides all of this.
 *
 * <p>
 * A route may ask for more than method and path ({@link RouteOptions}): a host, a guard. One that does not admit a
 * request is as good as not there.
 *
 * <p>
 * A path is split on {@code /}, empty segments vanish, and each segment is percent-decoded on its own (400 when it is
 * malformed). Matching does not depend on the number of routes, and allocates nothing but the decoded segments of an escaped path.
 *
 * <p>
 * <b>Threading:</b> immutable, safe to share.
 *
 * {@snippet :
 * Plug app = Router.of(r -> {
 *     r.get("/users/:id", conn -> conn.text(200, "user " + conn.pathParam("id")));
 *     r.forward("/admin", admin);
 * });
 * }
 */
public final class Router implements Plug {
    private final Plug before;
    private final Plug matched;
    private final boolean redirects;
    private final List<Route> routes;
    private final RouteTable table;
    private final Unmatched unmatched;

    private Router(Definition defined) {
        before = Plug.pipeline(defined.before);
        matched = Plug.pipeline(defined.matched);
        redirects = defined.slash == TrailingSlash.REDIRECT;
        routes = defined.close();
        table = RouteTable.of(routes);
        unmatched = new Unmatched(table, Methods.allowed(routes));
    }

    /**
     * Returns a router with the routes that {@code definition} gives it.
     *
     * @throws IllegalArgumentException for a route that cannot be: a bad pattern, or one that an earlier route hides
     */
    public static Router of(Consumer<Routes> definition) {
        var defined = new Definition();
        definition.accept(new Routes(defined));
        return new Router(defined);
    }

    @Override
    public Conn call(Conn conn) throws Exception {
        Conn now = before.call(conn);
        if (now.halted()) {
            return now;
        }
        List<String> path = Segments.decoded(now.pathInfo());
        Route route = serverWide(now) ? null : table.find(now, path);
        if (route == null) {
            return unmatched.answer(now.reach(), path);
        }
        if (redirects && route.pattern().ends() && slash(now) != route.pattern().slash()) {
            return redirect(now, route.pattern().slash());
        }
        Conn found = matched.call(Matched.put(now, route, path));
        if (!found.halted()) {
            found = route.given().pipeline().call(found);
        }
        return found.halted() ? found : route.plug().call(found.reach());
    }

    static boolean slash(Conn conn) {
        return conn.requestPath().endsWith("/");
    }

    private static Conn redirect(Conn conn, boolean slash) {
        var path = new StringBuilder(); // by segments: a second slash in front would name a host
        for (List<String> part : List.of(conn.scriptName(), conn.pathInfo())) {
            part.forEach(segment -> path.append('/').append(segment.replace("\\", "%5C")));
        }
        return conn.redirect(308, path + (slash ? "/" : "")
                + (conn.queryString().isEmpty() ? "" : "?" + conn.queryString())).halt();
    }

    /** Returns the path of a route by its name, without parameters; see {@link #path(String, Map)}. */
    public String path(String name) {
        return path(name, Map.of());
    }

    /**
     * Returns the path of the route with this name, its parameters filled in and escaped. A named forward to a router
     * leads to the names in there: {@code "admin.user"}. A glob takes a text with slashes, or a list of segments.
     *
     * {@snippet :
     * router.path("user", Map.of("id", "a/b")); // /users/a%2Fb
     * }
     *
     * @throws IllegalArgumentException for an unknown name, a missing, empty or unknown parameter, or a segment
     *         {@code .} or {@code ..}
     */
    public String path(String name, Map<String, ?> params) {
        return Reverse.path(this, name, params);
    }

    /** OPTIONS * asks about the whole server; the core lets * through for OPTIONS only. */
    static boolean serverWide(Conn conn) {
        return conn.requestPath().equals("*");
    }

    /**
     * Returns the pattern of the route that was matched, forwards included: {@code /api/users/:id}, or
     * {@code /api/*} where a forward leads to something else than a router. For logs and metrics.
     */
    public static Optional<String> matchPath(Conn conn) {
        return conn.getPrivate(Matched.KEY).map(Matched::template);
    }

    /**
     * Returns the decoded segments that the route's glob took, none for a route without. Unlike
     * {@code conn.pathParam}, which joins them, it keeps a {@code %2F} apart from a slash.
     */
    public static List<String> glob(Conn conn) {
        return conn.getPrivate(Matched.KEY).map(Matched::rest).orElse(List.of());
    }

    /** Returns the route table, a line each: method, pattern; routes of inner routers follow their forward, indented. */
    public String describe() {
        return Table.of(routes);
    }

    /** Returns {@link #describe}. */
    @Override
    public String toString() {
        return describe();
    }

    List<Route> routes() {
        return routes;
    }
}
