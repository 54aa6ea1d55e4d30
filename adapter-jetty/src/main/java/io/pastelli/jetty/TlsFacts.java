package io.pastelli.jetty;

import io.pastelli.tls.TlsSession;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;

/** Says what was agreed for TLS. */
final class TlsFacts {
    private TlsFacts() {}

    /** Returns the session of an end point, empty for one without TLS. */
    static Optional<TlsSession> of(EndPoint endPoint) {
        if (!(endPoint instanceof SslConnection.SslEndPoint tls)) {
            return Optional.empty();
        }
        SSLSession session = tls.getSslConnection().getSSLEngine().getSession();
        return Optional
                .of(new TlsSession(session.getProtocol(), session.getCipherSuite(), serverName(session),
                        certificates(session)));
    }

    private static Optional<String> serverName(SSLSession session) {
        return session instanceof ExtendedSSLSession extended
                ? extended.getRequestedServerNames().stream().filter(SNIHostName.class::isInstance)
                        .map(name -> ((SNIHostName) name).getAsciiName()).findFirst()
                : Optional.empty();
    }

    private static List<X509Certificate> certificates(SSLSession session) {
        try {
            return Arrays.stream(session.getPeerCertificates()).filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast).toList();
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
    }
}
