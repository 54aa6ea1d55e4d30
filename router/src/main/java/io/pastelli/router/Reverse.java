package io.pastelli.router;

import io.pastelli.http.Percent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes paths from patterns (RFC 3986 section 3.3). */
final class Reverse {

    private final String name;
    private final Map<String, ?> params;
    private final Set<String> unused;

    private Reverse(String name, Map<String, ?> params) {
        this.name = name;
        this.params = params;
        this.unused = new HashSet<>(params.keySet());
    }

    /** See {@link Router#path}. */
    static String path(Router router, String name, Map<String, ?> params) {
        var reverse = new Reverse(name, params);
        var segments = new ArrayList<String>();
        boolean slash = reverse.collect(router, name, segments);
        if (!reverse.unused.isEmpty()) {
            throw reverse.bad("has no parameter " + reverse.unused + ": leave it out");
        }
        return "/" + String.join("/", segments) + (slash && !segments.isEmpty() ? "/" : "");
    }

    private boolean collect(Router router, String rest, List<String> into) {
        for (Route route : router.routes()) {
            boolean leads = route.plug() instanceof Forward && rest.startsWith(route.name() + ".");
            if (route.name().isEmpty() || (!leads && !route.name().equals(rest))) {
                continue;
            }
            fill(route.pattern(), into);
            if (route.name().equals(rest)) {
                return route.pattern().slash() && route.pattern().ends();
            }
            if (((Forward) route.plug()).target() instanceof Router inner) {
                return collect(inner, rest.substring(route.name().length() + 1), into);
            }
        }
        throw bad("is no route: give one that name with named(…)");
    }

    private void fill(PathPattern pattern, List<String> into) {
        for (Segment segment : pattern.segments()) {
            into.add(switch (segment) {
                case Segment.Literal literal -> escaped(literal.text());
                case Segment.Param param -> escaped(value(param.name()));
                case Segment.Affixed each -> escaped(each.before() + value(each.name()) + each.after());
            });
        }
        for (PathPattern.Name each : pattern.names()) {
            if (each.rest()) {
                rest(each.name(), into);
            }
        }
    }

    private void rest(String param, List<String> into) {
        Object given = given(param);
        List<?> parts = given instanceof List<?> list ? list : List.of(String.valueOf(given).split("/", -1));
        for (Object part : parts) {
            String text = String.valueOf(part);
            if (!text.isEmpty()) {
                into.add(escaped(text));
            }
        }
    }

    private String value(String param) {
        String value = String.valueOf(given(param));
        if (value.isEmpty()) {
            throw bad("needs a value for :" + param + ", an empty segment would vanish");
        }
        return value;
    }

    private Object given(String param) {
        Object value = params.get(param);
        if (value == null) {
            throw bad("needs a value for :" + param + ", it has " + params.keySet());
        }
        unused.remove(param);
        return value;
    }

    private String escaped(String segment) {
        if (segment.equals(".") || segment.equals("..")) {
            throw bad("cannot have the segment " + segment + ": clients take it for a step in the tree");
        }
        return Percent.encode(segment);
    }

    private IllegalArgumentException bad(String reason) {
        return new IllegalArgumentException("the path \"" + name + "\" " + reason);
    }
}
