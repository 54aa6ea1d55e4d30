package io.pastelli.undertow;

import io.pastelli.tls.TlsSession;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** What an engine has agreed on, as the core knows it. */
final class TlsSessions {
    private TlsSessions() {}

    static TlsSession of(SSLEngine engine) {
        SSLSession session = engine.getSession();
        return new TlsSession(session.getProtocol(), session.getCipherSuite(), serverName(session),
                certificates(session));
    }

    private static Optional<String> serverName(SSLSession session) {
        return session instanceof ExtendedSSLSession extended
                ? extended.getRequestedServerNames().stream().filter(SNIHostName.class::isInstance)
                        .map(name -> ((SNIHostName) name).getAsciiName()).findFirst()
                : Optional.empty();
    }

    private static List<X509Certificate> certificates(SSLSession session) {
        try {
            return Stream.of(session.getPeerCertificates()).map(X509Certificate.class::cast).toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of(); // none was asked for, or none was shown
        }
    }
}
