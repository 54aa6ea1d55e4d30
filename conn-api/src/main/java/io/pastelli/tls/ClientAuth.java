package io.pastelli.tls;

/** How much a certificate of the client is asked for (mutual TLS); by default none is. */
public enum ClientAuth {
    /** They are asked, and served without one too; one that is shown and not trusted ends the handshake. */
    WANTED,
    /** They are asked, and not served without one that is trusted. */
    REQUIRED
}
