package io.pastelli.router;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What paths a route accepts.
 *
 * @param template the pattern as printed, without empty segments
 * @param segments the segments that have to be there
 * @param glob whether any more segments may follow
 * @param globName the name of what follows; a forward gives none
 * @param named whether anything has a name
 */
record PathPattern(String template, List<Segment> segments, boolean glob, Optional<String> globName,
        boolean named) {
    /** This pattern with all paths below it. */
    PathPattern andBelow() {
        if (glob) {
            throw new IllegalArgumentException(
                    "a forward takes the rest of the path anyway: leave the glob out");
        }
        return new PathPattern(template.equals("/") ? "/*" : template + "/*", segments, true, globName,
                named);
    }

    /** The named values in a decoded path that this pattern accepts. */
    Map<String, String> params(List<String> path) {
        if (!named) {
            return Map.of();
        }
        var found = new HashMap<String, String>();
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i) instanceof Segment.Param param) {
                found.put(param.name(), path.get(i));
            }
        }
        globName.ifPresent(name -> found.put(name, String.join("/", rest(path))));
        return found;
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
