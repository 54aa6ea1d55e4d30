package io.pastelli.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code /users/:id/*rest}; every error says what to write instead. */
final class PatternParser {
    private static final Pattern NAME = Pattern.compile("[a-z_][A-Za-z0-9_]*");
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

    private final List<PathPattern.Name> names = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    private Optional<String> glob = Optional.empty();

    private PatternParser() {}

    /**
     * Returns the pattern.
     *
     * @throws IllegalArgumentException with the reason
     */
    static PathPattern parse(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with /");
        }
        var parser = new PatternParser();
        for (String part : text.split("/", -1)) {
            if (!part.isEmpty()) {
                parser.add(part);
            }
        }
        return new PathPattern(template(text), List.copyOf(parser.segments),
                parser.glob.isPresent(), List.copyOf(parser.names));
    }

    private void add(String part) {
        if (glob.isPresent()) {
            throw new IllegalArgumentException("*" + glob.get() + " takes the rest of the path: put it last");
        }
        switch (part.charAt(0)) {
            case ':' -> segments.add(new Segment.Param(name(part)));
            case '*' -> glob = Optional.of(name(part));
            default -> segments.add(new Segment.Literal(literal(part)));
        }
    }

    private String name(String part) {
        String name = part.substring(1);
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "a " + part + " needs a name: " + (part.equals(":") ? ":id" : "*path"));
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(part
                    + " is not a name: begin it with a to z or _ and go on with letters, digits and _ up to the next /");
        }
        if (names.stream().anyMatch(known -> known.name().equals(name))) {
            throw new IllegalArgumentException("the name " + name + " is there twice: give each its own");
        }
        names.add(new PathPattern.Name(name, segments.size(), part.startsWith("*")));
        return name;
    }

    private static String literal(String part) {
        if (part.indexOf(':') >= 0 || part.indexOf('*') >= 0) {
            throw new IllegalArgumentException("in " + part
                    + " a : or * stands inside the segment: a parameter takes its whole segment");
        }
        if (part.indexOf('?') >= 0 || part.indexOf('#') >= 0) {
            throw new IllegalArgumentException("in " + part
                    + " a ? or # stands: routes match the path only, read the query with conn.queryParam");
        }
        if (ESCAPE.matcher(part).find()) {
            throw new IllegalArgumentException(part + " is escaped: write it as it reads when decoded");
        }
        return part;
    }

    private static String template(String text) {
        String single = text.replaceAll("/+", "/");
        return single.length() > 1 && single.endsWith("/")
                ? single.substring(0, single.length() - 1)
                : single;
    }
}
