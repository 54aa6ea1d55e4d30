package io.pastelli.router;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What paths a route accepts.
 *
 * @param template the pattern as printed, without empty segments
 * @param segments the segments that have to be there
 * @param glob whether any more segments may follow
 * @param names what has a name
 */
record PathPattern(String template, List<Segment> segments, boolean glob, List<Name> names) {
    /** A name and the segments it stands for: one, or from there to the end. */
    record Name(String name, int at, boolean rest) {
        String value(List<String> path) {
            return rest ? String.join("/", path.subList(at, path.size())) : path.get(at);
        }
    }

    /** This pattern with all paths below it. */
    PathPattern andBelow() {
        if (glob) {
            throw new IllegalArgumentException(
                    "a forward takes the rest of the path anyway: leave the glob out");
        }
        return new PathPattern(template.equals("/") ? "/*" : template + "/*", segments, true, names);
    }

    /** Tells whether the rest is handed on and not named. */
    boolean forwards() {
        return glob && names.stream().noneMatch(Name::rest);
    }

    /** The named values in a decoded path that this pattern accepts. */
    Map<String, String> params(List<String> path) {
        return switch (names.size()) {
            case 0 -> Map.of();
            case 1 -> Map.of(names.getFirst().name(), names.getFirst().value(path));
            default -> {
                var found = new HashMap<String, String>();
                names.forEach(name -> found.put(name.name(), name.value(path)));
                yield found;
            }
        };
    }

    /** The segments that the glob takes; none without a glob. */
    List<String> rest(List<String> path) {
        return glob ? List.copyOf(path.subList(segments.size(), path.size())) : List.of();
    }

    /** Two patterns of one shape accept the same paths, whatever their parameters are called. */
    String shape() {
        var shape = new StringBuilder();
        for (Segment segment : segments) {
            switch (segment) {
                case Segment.Literal literal -> shape.append('/').append(literal.text());
                case Segment.Param _ -> shape.append("/:");
            }
        }
        return shape.append(glob ? "/*" : "").toString();
    }
}
