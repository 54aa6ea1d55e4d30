package io.pastelli.router;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A route whose definition is not over. */
final class Draft {
    final String method;
    final PathPattern pattern;
    private final Plug plug;
    private final Plug pipeline;
    final List<Predicate<Conn>> asks = new ArrayList<>();
    final List<Predicate<Conn>> guards = new ArrayList<>();
    final List<UnaryOperator<Conn>> gifts = new ArrayList<>();
    private final List<Predicate<Conn>> gates = new ArrayList<>();
    String name = "";

    Draft(String method, PathPattern pattern, Plug plug, Plug pipeline) {
        this.method = method;
        this.pattern = pattern;
        this.plug = plug;
        this.pipeline = pipeline;
    }

    /** Tells whether every request with this method and path comes here. */
    boolean takesAll(String asked) {
        return Route.answers(method, asked) && asks.isEmpty() && guards.isEmpty();
    }

    /** Adds what tells routes of one path apart that count as different paths. */
    void gate(Predicate<Conn> gate) {
        gates.add(gate);
    }

    Route route(int order) {
        asks.addAll(0, gates);
        return new Route(method, pattern, plug, order, name,
                new Given(List.copyOf(asks), List.copyOf(guards), List.copyOf(gifts), pipeline));
    }

    @Override
    public String toString() {
        return Route.label(method) + " " + pattern.template();
    }
}
