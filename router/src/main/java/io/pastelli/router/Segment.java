package io.pastelli.router;

/** What one segment of a pattern accepts. */
sealed interface Segment {
    /** One decoded segment, exactly. */
    record Literal(String text) implements Segment {}

    /** Any one segment, whose decoded value gets a name. */
    record Param(String name) implements Segment {}
}
