package io.pastelli.router;

import io.pastelli.conn.Plug;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Takes the definition of a {@link Router}, inside {@link Router#of} only.
 *
 * <p>
 * A pattern is made of literal segments, {@code :name} for one whole segment, and at the end {@code *name} for all that
 * follows, also nothing. Names begin with a lower-case letter or {@code _} and go on with letters, digits and {@code _}.
 * Patterns are written decoded. Every method throws an {@link IllegalArgumentException} that names the route and the
 * reason when a pattern is malformed, or an earlier route of the same shape takes all its requests.
 *
 * <p>
 * <b>Threading:</b> belongs to the thread that defines.
 */
public final class Routes {
    private final List<Plug> before = new ArrayList<>();
    private final List<Plug> matched = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final Map<String, List<Route>> byShape = new HashMap<>();
    private boolean closed;

    Routes() {}

    /**
     * Adds a plug that runs for every request, before the match.
     *
     * @throws IllegalStateException after the first route: plugs stand before routes, as they run
     */
    public void plug(Plug plug) {
        before.add(checked(plug, "plug"));
    }

    /**
     * Adds a plug that runs between match and route, for matched requests only; it sees the path parameters and
     * {@link Router#matchPath}.
     *
     * @throws IllegalStateException after the first route: plugs stand before routes, as they run
     */
    public void plugMatched(Plug plug) {
        matched.add(checked(plug, "plugMatched"));
    }

    /** Answers GET, and HEAD with the same head. */
    public void get(String path, Plug plug) {
        route("GET", path, plug);
    }

    /** Answers HEAD; define it before a GET of the same path, which would answer HEAD too. */
    public void head(String path, Plug plug) {
        route("HEAD", path, plug);
    }

    /** Answers POST. */
    public void post(String path, Plug plug) {
        route("POST", path, plug);
    }

    /** Answers PUT. */
    public void put(String path, Plug plug) {
        route("PUT", path, plug);
    }

    /** Answers PATCH. */
    public void patch(String path, Plug plug) {
        route("PATCH", path, plug);
    }

    /** Answers DELETE. */
    public void delete(String path, Plug plug) {
        route("DELETE", path, plug);
    }

    /** Answers OPTIONS, in place of the router's own answer. */
    public void options(String path, Plug plug) {
        route("OPTIONS", path, plug);
    }

    /** Answers every method, unknown ones and OPTIONS too. */
    public void match(String path, Plug plug) {
        add(Route.ANY, path, PatternParser::parse, plug);
    }

    /**
     * Answers a method by its name, which is case-sensitive (RFC 9110 section 9.1); one of the user's own too.
     *
     * @throws IllegalArgumentException also for a name that is no token
     */
    public void route(String method, String path, Plug plug) {
        add(method, path, text -> {
            Methods.check(method);
            return PatternParser.parse(text);
        }, plug);
    }

    /**
     * Hands every request at or below {@code path} on, whatever its method. {@code target} sees what is left in
     * {@code pathInfo}, and what was consumed in {@code scriptName}; both are restored on its result. The path may have
     * parameters, but no glob. What {@code target} does not know, it refuses itself: later routes are not asked.
     */
    public void forward(String path, Plug target) {
        add(Route.ANY, path, text -> PatternParser.parse(text).andBelow(), target);
    }

    /**
     * Answers GET with a stream of server-sent events: content type {@code text/event-stream},
     * {@code cache-control: no-cache} and {@code x-accel-buffering: no} (for nginx) are sent with status 200, then
     * {@code opened} gets the open conn; it may return it at once or stay. HEAD gets the head and does not reach
     * {@code opened}.
     *
     * {@snippet :
     * r.stream("/events", conn -> {
     *     conn.owner().link(connections.register(conn));
     *     return conn;
     * });
     * }
     */
    public void stream(String path, Plug opened) {
        stream(path, conn -> conn, opened);
    }

    /**
     * Answers GET with a stream as {@link #stream(String, Plug)} does, but calls {@code before} first with the conn that
     * is not sent yet: the place to assign {@code INIT_CHUNK} and {@code CLOSE_CHUNK}, to change fields, or to send
     * another response and halt, which leaves {@code opened} out.
     */
    public void stream(String path, Plug before, Plug opened) {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(opened, "opened");
        add("GET", path, PatternParser::parse, new EventStream(Plug.pipeline(before), opened));
    }

    private void add(String method, String path, Function<String, PathPattern> parser, Plug plug) {
        requireOpen();
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(plug, "plug");
        try {
            add(method, parser.apply(path), plug);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Route.label(method) + " " + path + ": " + e.getMessage(), e);
        }
    }

    private void add(String method, PathPattern pattern, Plug plug) {
        List<Route> twins = byShape.computeIfAbsent(pattern.shape(), _ -> new ArrayList<>());
        twins.stream().filter(earlier -> earlier.answers(method)).findFirst().ifPresent(earlier -> {
            throw new IllegalArgumentException("the earlier route " + earlier
                    + " takes all its requests: leave one out, or define the special one first");
        });
        Route route = new Route(method, pattern,
                pattern.forwards() ? new Forward(pattern.segments().size(), plug) : plug, routes.size());
        twins.add(route);
        routes.add(route);
    }

    private Plug checked(Plug plug, String verb) {
        requireOpen();
        if (!routes.isEmpty()) {
            throw new IllegalStateException(verb + " comes after the route " + routes.getLast()
                    + ": write it before the first route, as it runs before all of them");
        }
        return Objects.requireNonNull(plug, "plug");
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("routes are defined inside Router.of and not later");
        }
    }

    /** The definition is over: the router is immutable. */
    void close() {
        closed = true;
    }

    List<Plug> before() {
        return before;
    }

    List<Plug> matched() {
        return matched;
    }

    List<Route> routes() {
        return List.copyOf(routes);
    }
}
