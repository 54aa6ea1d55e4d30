package io.pastelli.router;

import io.pastelli.conn.Plug;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Takes the definition of a {@link Router}, inside {@link Router#of} only.
 *
 * <p>
 * A pattern is made of literal segments, {@code :name} for one segment or the middle of one ({@code bar-:id},
 * {@code :name.json}), and at the end {@code *name} for all that follows, also nothing. {@code \\:}, {@code \\*} and
 * {@code \\\\} stand for the signs themselves. Names begin with a lower-case letter or {@code _} and go on with letters, digits and {@code _}.
 * Patterns are written decoded. Every method throws an {@link IllegalArgumentException} that names the route and the
 * reason when a pattern is malformed, or an earlier route of the same shape takes all its requests.
 *
 * <p>
 * <b>Threading:</b> belongs to the thread that defines.
 */
public final class Routes {
    private final Definition definition;
    private final String base;
    private final boolean group;
    private final List<Plug> pipeline;
    private final List<Draft> own = new ArrayList<>();

    Routes(Definition definition) {
        this(definition, "", List.of(), false);
    }

    private Routes(Definition definition, String base, List<Plug> around, boolean group) {
        this.definition = definition;
        this.base = base;
        this.group = group;
        this.pipeline = new ArrayList<>(around);
    }

    /**
     * Adds a plug that runs for every request, before the match; in a {@linkplain #group group}, between match and
     * route, for its routes only.
     *
     * @throws IllegalStateException after the first route: plugs stand before routes, as they run
     */
    public void plug(Plug plug) {
        (group ? pipeline : definition.before).add(checked(plug, "plug"));
    }

    /**
     * Adds a plug that runs between match and route, for matched requests only; it sees the path parameters and
     * {@link Router#matchPath}.
     *
     * @throws IllegalStateException after the first route: plugs stand before routes, as they run
     */
    public void plugMatched(Plug plug) {
        (group ? pipeline : definition.matched).add(checked(plug, "plugMatched"));
    }

    /** Answers GET, and HEAD with the same head. */
    public RouteOptions get(String path, Plug plug) {
        return route("GET", path, plug);
    }

    /** Answers HEAD; define it before a GET of the same path, which would answer HEAD too. */
    public RouteOptions head(String path, Plug plug) {
        return route("HEAD", path, plug);
    }

    /** Answers POST. */
    public RouteOptions post(String path, Plug plug) {
        return route("POST", path, plug);
    }

    /** Answers PUT. */
    public RouteOptions put(String path, Plug plug) {
        return route("PUT", path, plug);
    }

    /** Answers PATCH. */
    public RouteOptions patch(String path, Plug plug) {
        return route("PATCH", path, plug);
    }

    /** Answers DELETE. */
    public RouteOptions delete(String path, Plug plug) {
        return route("DELETE", path, plug);
    }

    /** Answers OPTIONS, in place of the router's own answer. */
    public RouteOptions options(String path, Plug plug) {
        return route("OPTIONS", path, plug);
    }

    /** Answers every method, unknown ones and OPTIONS too. */
    public RouteOptions match(String path, Plug plug) {
        return add(Route.ANY, path, PatternParser::parse, plug);
    }

    /**
     * Answers a method by its name, which is case-sensitive (RFC 9110 section 9.1); one of the user's own too.
     *
     * @throws IllegalArgumentException also for a name that is no token
     */
    public RouteOptions route(String method, String path, Plug plug) {
        return add(method, path, text -> {
            Methods.check(method);
            return PatternParser.parse(text);
        }, plug);
    }

    /**
     * Answers several methods with one plug.
     *
     * @throws IllegalArgumentException also for no method
     */
    public RouteOptions via(List<String> methods, String path, Plug plug) {
        if (methods.isEmpty()) {
            throw new IllegalArgumentException(path + " has no method: give one, or use match for all");
        }
        var drafts = new ArrayList<Draft>();
        methods.forEach(method -> drafts.addAll(route(method, path, plug).drafts()));
        return new RouteOptions(definition, drafts);
    }

    /**
     * Hands every request at or below {@code path} on, whatever its method. {@code target} sees what is left in
     * {@code pathInfo}, and what was consumed in {@code scriptName}; both are restored on its result. The path may have
     * parameters, but no glob. What {@code target} does not know, it refuses itself: later routes are not asked.
     */
    public RouteOptions forward(String path, Plug target) {
        return add(Route.ANY, path, text -> PatternParser.parse(text).andBelow(), target);
    }

    /**
     * Answers GET with a stream of server-sent events: content type {@code text/event-stream},
     * {@code cache-control: no-cache} and {@code x-accel-buffering: no} (for nginx) are sent with status 200, then
     * {@code opened} gets the open conn; it may return it at once or stay. HEAD gets the head and does not reach
     * {@code opened}.
     *
     * {@snippet :
     * r.stream("/events/:id", conn -> {
     *     conn.owner().link(connections.register(conn.pathParam("id"), conn));
     *     return conn;
     * });
     * }
     */
    public RouteOptions stream(String path, Plug opened) {
        return stream(path, conn -> conn, opened);
    }

    /**
     * Answers GET with a stream as {@link #stream(String, Plug)} does, but calls {@code before} first with the conn that
     * is not sent yet: the place to assign {@code INIT_CHUNK} and {@code CLOSE_CHUNK}, to change fields, or to send
     * another response and halt, which leaves {@code opened} out.
     */
    public RouteOptions stream(String path, Plug before, Plug opened) {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(opened, "opened");
        return add("GET", path, PatternParser::parse, new EventStream(Plug.pipeline(before), opened));
    }

    /**
     * Defines routes whose paths begin with {@code path}, with plugs of their own: those that {@code definition} gives
     * with {@link #plug} run between match and route, for this group's routes only, after those of the groups around it.
     * The routes stand in the one table, in the order of definition.
     *
     * {@snippet :
     * r.group("/admin", g -> {
     *     g.plug(conn -> conn.assign("area", "admin"));
     *     g.get("/users", users);
     * });
     * }
     *
     * @throws IllegalArgumentException for a path with a glob
     */
    public RouteOptions group(String path, Consumer<Routes> routes) {
        definition.requireOpen();
        if (!path.isEmpty() && PatternParser.parse(path).glob()) {
            throw new IllegalArgumentException("group " + path + ": a group takes no glob, its routes may");
        }
        var inner = new Routes(definition, base + path, pipeline, true);
        routes.accept(inner);
        own.addAll(inner.own);
        return new RouteOptions(definition, List.copyOf(inner.own));
    }

    /**
     * Says what a slash at the end of a path means for this router; {@link TrailingSlash#IGNORE} unless called. What a
     * pattern has there counts: {@code /a/} asks for one. Forwards, globs and the root path are never concerned.
     *
     * @throws IllegalStateException after the first route, and in a group
     */
    public void trailingSlash(TrailingSlash policy) {
        requireFirst("trailingSlash");
        if (group) {
            throw new IllegalStateException("trailingSlash is said for the whole router, not for a group");
        }
        definition.slash = Objects.requireNonNull(policy, "policy");
    }

    private RouteOptions add(String method, String path, Function<String, PathPattern> parser, Plug plug) {
        definition.requireOpen();
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(plug, "plug");
        try {
            if (group && !path.isEmpty() && !path.startsWith("/")) {
                throw new IllegalArgumentException("a path begins with /");
            }
            Draft draft = definition.add(method, parser.apply(base + path), plug, Plug.pipeline(pipeline));
            if (definition.slash == TrailingSlash.STRICT && draft.pattern.ends()) {
                draft.gate(conn -> Router.slash(conn) == draft.pattern.slash());
            }
            own.add(draft);
            return new RouteOptions(definition, List.of(draft));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    Route.label(method) + " " + base + path + ": " + e.getMessage(), e);
        }
    }

    private Plug checked(Plug plug, String verb) {
        requireFirst(verb);
        return Objects.requireNonNull(plug, "plug");
    }

    private void requireFirst(String verb) {
        definition.requireOpen();
        List<Draft> before = group ? own : definition.drafts();
        if (!before.isEmpty()) {
            throw new IllegalStateException(verb + " comes after the route " + before.getLast()
                    + ": write it before the first route, as it runs before all of them");
        }
    }
}
