package io.pastelli.router;

import java.util.List;

/** Prints routes for people. */
final class Table {
    private Table() {}

    static String of(List<Route> routes) {
        var out = new StringBuilder();
        print(routes, "", out);
        return out.toString();
    }

    private static void print(List<Route> routes, String indent, StringBuilder out) {
        for (Route route : routes) {
            String method = Route.label(route.method());
            out.append(indent).append(method).repeat(' ', Math.max(1, 8 - method.length()))
                    .append(route.pattern().template())
                    .append(route.name().isEmpty() ? "" : "  (" + route.name() + ")").append('\n');
            if (route.plug() instanceof Forward forward && forward.target() instanceof Router inner) {
                print(inner.routes(), indent + "  ", out);
            }
        }
    }
}
