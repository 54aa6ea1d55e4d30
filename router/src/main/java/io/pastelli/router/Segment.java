package io.pastelli.router;

/** What one segment of a pattern accepts. */
sealed interface Segment {
    /** One decoded segment, exactly. */
    record Literal(String text) implements Segment {}

    /** Any one segment, whose decoded value gets a name. */
    record Param(String name) implements Segment {}

    /** A segment that begins and ends so, with at least one character between that gets a name. */
    record Affixed(String before, String name, String after) implements Segment {
        boolean accepts(String segment) {
            return segment.length() > before.length() + after.length() && segment.startsWith(before)
                    && segment.endsWith(after);
        }
    }
}
