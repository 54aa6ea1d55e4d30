package io.pastelli.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code /users/:id/*rest}; every error says what to write instead. */
final class PatternParser {
    private static final String NAME_PART = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

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
                parser.glob.isPresent(), text.endsWith("/"), List.copyOf(parser.names));
    }

    private void add(String part) {
        if (glob.isPresent()) {
            throw new IllegalArgumentException("*" + glob.get() + " takes the rest of the path: put it last");
        }
        int mark = mark(part, 0);
        if (mark == part.length()) {
            segments.add(new Segment.Literal(literal(part)));
        } else if (part.charAt(mark) == ':') {
            affixed(part, mark);
        } else if (mark > 0) {
            throw new IllegalArgumentException("in " + part
                    + " a * stands inside the segment: it takes whole segments, write \\* for a star");
        } else {
            glob = Optional.of(name(part, part.substring(1), 0, 0));
        }
    }

    private void affixed(String part, int mark) {
        int end = mark + 1;
        while (end < part.length() && NAME_PART.indexOf(part.charAt(end)) >= 0) {
            end++;
        }
        String after = part.substring(end);
        if (mark(after, 0) < after.length()) {
            throw new IllegalArgumentException("in " + part
                    + " a second : or * stands: a segment has one parameter, write \\: or \\* for the sign");
        }
        String before = literal(part.substring(0, mark));
        after = literal(after);
        String name = name(part, part.substring(mark + 1, end), before.length(), after.length());
        segments.add(before.isEmpty() && after.isEmpty()
                ? new Segment.Param(name)
                : new Segment.Affixed(before, name, after));
    }

    /** The place of the next : or * that no backslash precedes; the length when there is none. */
    private static int mark(String part, int from) {
        for (int i = from; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == ':' || c == '*') {
                return i;
            }
        }
        return part.length();
    }

    private String name(String part, String name, int before, int after) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "in " + part + " the "
                            + (part.startsWith("*") ? "* needs a name: *path" : ": needs a name: :id"));
        }
        if (!isName(name)) {
            throw new IllegalArgumentException("in " + part + " " + name
                    + " is not a name: begin it with a to z or _ and go on with letters, digits and _");
        }
        for (PathPattern.Name known : names) {
            if (known.name().equals(name)) {
                throw new IllegalArgumentException("the name " + name + " is there twice: give each its own");
            }
        }
        names.add(new PathPattern.Name(name, segments.size(), before, after, part.startsWith("*")));
        return name;
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (NAME_PART.indexOf(name.charAt(i)) < 0) {
                return false;
            }
        }
        char first = name.charAt(0);
        return first == '_' || (first >= 'a' && first <= 'z');
    }

    private static String literal(String part) {
        if (part.indexOf('?') >= 0 || part.indexOf('#') >= 0) {
            throw new IllegalArgumentException("in " + part
                    + " a ? or # stands: routes match the path only, read the query with conn.queryParam");
        }
        if (part.indexOf('%') >= 0 && Pattern.compile("%[0-9A-Fa-f]{2}").matcher(part).find()) {
            throw new IllegalArgumentException(part + " is escaped: write it as it reads when decoded");
        }
        return part.indexOf('\\') < 0 ? part : part.replaceAll("\\\\([:*\\\\])", "$1");
    }

    private static String template(String text) {
        String single = text.contains("//") ? text.replaceAll("/+", "/") : text;
        return single.length() > 1 && single.endsWith("/")
                ? single.substring(0, single.length() - 1)
                : single;
    }
}
