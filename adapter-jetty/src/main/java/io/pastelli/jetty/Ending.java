package io.pastelli.jetty;

/** What is known of the client's side of a connection. */
enum Ending {
    /** It may send more. */
    NONE,
    /** It said FIN. */
    FIN,
    /** It broke off. */
    RESET,
    /** It vanished: TCP has given it up. */
    SILENT
}
