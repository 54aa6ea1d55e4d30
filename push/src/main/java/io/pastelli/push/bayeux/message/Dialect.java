package io.pastelli.push.bayeux.message;

/** Whose error strings a server uses; clients go by {@code advice} and show the strings. */
public enum Dialect {
    /** Faye's: {@code 401:x7f:Unknown client}. */
    FAYE,
    /** CometD's: {@code 402::session_unknown}. */
    COMETD
}
