package io.pastelli.conn;

import io.pastelli.adapter.Peer;
import io.pastelli.tls.TlsSession;
import java.util.Optional;

/** The connection under a {@link Conn}; proxies in between are not seen through. */
public sealed interface ConnConnection permits Conn {
    /** Returns the protocol: {@code HTTP/1.0}, {@code HTTP/1.1} or {@code HTTP/2}. */
    default String protocol() {
        return ((Conn) this).exchange().protocol();
    }

    /** Returns the client's and the server's address on this connection. */
    default Peer peer() {
        return ((Conn) this).exchange().peer();
    }

    /**
     * Returns what was agreed for TLS, with the certificate the client has shown; empty on a connection without TLS.
     *
     * {@snippet :
     * String user = conn.tls().flatMap(TlsSession::peerCertificate)
     *         .map(certificate -> certificate.getSubjectX500Principal().getName())
     *         .orElseThrow(() -> new HttpException(403, "show a certificate"));
     * }
     */
    default Optional<TlsSession> tls() {
        return ((Conn) this).exchange().tls();
    }
}
