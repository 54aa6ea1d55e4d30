package io.pastelli.router;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Key;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Says more of the route, or of all routes of the group, just defined.
 *
 * <p>
 * A route that asks for a host or has a guard lets later routes of the same path have the requests it does not take;
 * where nobody takes one, it is 404, or 405 by the methods of those that would.
 *
 * <p>
 * <b>Threading:</b> belongs to the thread that defines.
 *
 * {@snippet :
 * r.get("/users/:id", user).named("user").when(conn -> conn.pathParam("id").matches("[0-9]+"));
 * r.group("/admin", g -> g.get("/users", users)).host("intern.example.com");
 * }
 */
public final class RouteOptions {
    private final Definition definition;
    private final List<Draft> drafts;

    RouteOptions(Definition definition, List<Draft> drafts) {
        this.definition = definition;
        this.drafts = drafts;
    }

    /**
     * Gives the route a name for {@link Router#path}; letters, digits and the like, a dot leads into a forward.
     *
     * @throws IllegalArgumentException for a name that another route has, or a group
     */
    public RouteOptions named(String name) {
        definition.requireOpen();
        if (drafts.isEmpty() || drafts.stream()
                .anyMatch(draft -> !draft.pattern.template().equals(drafts.getFirst().pattern.template()))) {
            throw new IllegalArgumentException("the name \"" + name + "\" is given to a group of "
                    + drafts.size() + " routes: name them one by one");
        }
        definition.claim(name, drafts.getFirst());
        drafts.getFirst().name = name;
        return this;
    }

    /**
     * Adds a guard: the route takes only requests that {@code test} accepts, which sees path parameters but no plug of
     * {@link Routes#plugMatched}. A guard decides quickly and sends nothing.
     */
    public RouteOptions when(Predicate<Conn> test) {
        Objects.requireNonNull(test, "test");
        return each(draft -> draft.guards.add(test));
    }

    /**
     * Takes only requests for this host, whatever its case: exactly, or all that begin so when it ends with a dot
     * ({@code "api."}). Routes of a group may ask for one each.
     *
     * @throws IllegalArgumentException for an empty host, or one with a port
     */
    public RouteOptions host(String host) {
        if (host.isEmpty() || (host.indexOf(':') >= 0 && !host.endsWith("]")) || host.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    drafts + ": \"" + host + "\" is no host: write one like api.example.com or api.");
        }
        boolean prefix = host.endsWith(".");
        return each(draft -> draft.asks.add(conn -> {
            String asked = conn.host();
            return (prefix || asked.length() == host.length())
                    && asked.regionMatches(true, 0, host, 0, host.length());
        }));
    }

    /** Assigns a value once the route has matched, before the plugs of {@link Routes#plugMatched}. */
    public <T> RouteOptions assign(Key<T> key, T value) {
        return give(conn -> conn.assign(key, value));
    }

    /** Assigns a value by name once the route has matched, before the plugs of {@link Routes#plugMatched}. */
    public RouteOptions assign(String name, Object value) {
        return give(conn -> conn.assign(name, value));
    }

    /** Keeps a library's value once the route has matched, before the plugs of {@link Routes#plugMatched}. */
    public <T> RouteOptions putPrivate(Key<T> key, T value) {
        return give(conn -> conn.putPrivate(key, value));
    }

    List<Draft> drafts() {
        return drafts;
    }

    private RouteOptions give(UnaryOperator<Conn> gift) {
        return each(draft -> draft.gifts.add(gift));
    }

    private RouteOptions each(Consumer<Draft> change) {
        definition.requireOpen();
        drafts.forEach(change);
        return this;
    }
}
