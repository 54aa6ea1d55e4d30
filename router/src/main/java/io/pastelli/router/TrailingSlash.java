package io.pastelli.router;

/** What a slash at the end of a path means; see {@link Routes#trailingSlash}. */
public enum TrailingSlash {
    /** Nothing: {@code /a} and {@code /a/} are one path. */
    IGNORE,
    /** A path that differs from its route's pattern there is redirected to the path that does not (308). */
    REDIRECT,
    /** A path that differs there is another path: 404. */
    STRICT
}
