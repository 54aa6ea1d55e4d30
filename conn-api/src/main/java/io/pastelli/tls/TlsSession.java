package io.pastelli.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What was agreed for one TLS connection.
 *
 * @param protocol the version: {@code TLSv1.3}
 * @param cipherSuite the cipher suite by its standard name: {@code TLS_AES_256_GCM_SHA384}
 * @param serverName the host name the client asked for (RFC 6066 section 3), empty when it named none
 * @param peerCertificates the client's certificate and its chain, checked; empty when it showed none
 */
public record TlsSession(String protocol, String cipherSuite, Optional<String> serverName,
        List<X509Certificate> peerCertificates) {
    /** Copies the list. */
    public TlsSession {
        peerCertificates = List.copyOf(peerCertificates);
    }

    /**
     * Returns what a session of a JDK engine or socket has agreed; for adapters, once the handshake is done.
     *
     * @param session the session of the connection
     */
    public static TlsSession of(SSLSession session) {
        return new TlsSession(session.getProtocol(), session.getCipherSuite(), ServerKeys.serverName(session),
                peers(session));
    }

    private static List<X509Certificate> peers(SSLSession session) {
        try {
            return Stream.of(session.getPeerCertificates()).map(X509Certificate.class::cast).toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of(); // how the JDK says that there is none
        }
    }

    /** Returns the client's own certificate, empty when it showed none. */
    public Optional<X509Certificate> peerCertificate() {
        return peerCertificates.stream().findFirst();
    }
}
