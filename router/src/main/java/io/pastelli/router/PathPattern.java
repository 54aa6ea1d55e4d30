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
 * @param slash whether the pattern was written with a slash at its end
 * @param names what has a name
 */
record PathPattern(String template, List<Segment> segments, boolean glob, boolean slash, List<Name> names) {
    private static final char FREE = '\0'; // stands in no literal

    /** A name and what it stands for: a segment without so many characters at its ends, or from there to the end. */
    record Name(String name, int at, int before, int after, boolean rest) {
        String value(List<String> path) {
            if (rest) {
                return String.join("/", path.subList(at, path.size()));
            }
            String segment = path.get(at);
            return segment.substring(before, segment.length() - after);
        }
    }

    /** This pattern with all paths below it. */
    PathPattern andBelow() {
        if (glob) {
            throw new IllegalArgumentException(
                    "a forward takes the rest of the path anyway: leave the glob out");
        }
        return new PathPattern(template.equals("/") ? "/*" : template + "/*", segments, true, false, names);
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
            case 2 -> Map.of(names.getFirst().name(), names.getFirst().value(path), names.getLast().name(),
                    names.getLast().value(path));
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

    /** Tells whether a slash at the end makes a difference: where neither all nor nothing may follow. */
    boolean ends() {
        return !glob && !segments.isEmpty();
    }

    /** Two patterns of one shape accept the same paths, whatever their parameters are called. */
    String shape() {
        var shape = new StringBuilder();
        for (Segment segment : segments) {
            switch (segment) {
                case Segment.Literal literal -> shape.append('/').append(literal.text());
                case Segment.Param _ -> shape.append('/').append(FREE);
                case Segment.Affixed affixed ->
                    shape.append('/').append(affixed.before()).append(FREE).append(affixed.after());
            }
        }
        return (glob ? shape.append(FREE).append(FREE) : shape).toString();
    }
}
