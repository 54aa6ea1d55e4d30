package io.pastelli.http;

/** When a browser sends a cookie with a request from another site (RFC 6265bis). */
public enum SameSite {
    /** Never. */
    STRICT,
    /** With top-level navigation only; the default here and of browsers. */
    LAX,
    /** Always; browsers want {@code secure} with it. */
    NONE
}
