package io.pastelli.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.Settings;
import io.pastelli.tls.Tls;
import io.pastelli.tls.TlsSession;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Where the TLS of connections comes from: the native engine where it is on the class path, that of the JDK elsewhere. */
interface TlsEngines extends AutoCloseable {
    /** Returns the TLS of one more connection. */
    SslHandler handler(ByteBufAllocator buffers);

    /** Gives the engines' shared memory back. */
    @Override
    void close();

    /**
     * Returns the engines for these settings.
     *
     * @throws IOException when the native engine refuses the certificates or the ciphers
     */
    static TlsEngines of(Tls tls, Settings settings, boolean nativeWanted) throws IOException {
        List<String> protocols = settings.http2().overTls()
                ? List.of("h2", "http/1.1", "http/1.0")
                : List.of("http/1.1", "http/1.0");
        try {
            // the native engine ends both directions at the client's close_notify
            boolean halves = settings.halfClose() == HalfClose.IS_SERVED;
            return nativeWanted && !halves && OpenSsl.isAvailable()
                    ? new Native(tls, protocols)
                    : new Jdk(tls, protocols);
        } catch (SSLException e) {
            throw new IOException("the native TLS engine does not take these certificates or ciphers: "
                    + "leave netty-tcnative off the class path", e);
        }
    }

    /** Returns what was agreed, after the handshake. */
    static TlsSession agreed(SSLSession session) {
        Optional<String> name = session instanceof ExtendedSSLSession extended
                ? extended.getRequestedServerNames().stream().filter(SNIHostName.class::isInstance)
                        .map(each -> ((SNIHostName) each).getAsciiName()).findFirst()
                : Optional.empty();
        List<X509Certificate> peer;
        try {
            peer = Arrays.stream(session.getPeerCertificates()).map(X509Certificate.class::cast).toList();
        } catch (SSLPeerUnverifiedException e) {
            peer = List.of();
        }
        return new TlsSession(session.getProtocol(), session.getCipherSuite(), name, peer);
    }

    /** The engines of the JDK. */
    record Jdk(Tls tls, List<String> protocols) implements TlsEngines {
        @Override
        public SslHandler handler(ByteBufAllocator buffers) {
            SSLEngine engine = tls.context().createSSLEngine();
            engine.setUseClientMode(false);
            SSLParameters parameters = tls.parameters();
            parameters.setApplicationProtocols(protocols.toArray(String[]::new));
            engine.setSSLParameters(parameters);
            return new SslHandler(engine);
        }

        @Override
        public void close() {
            // nothing is shared
        }
    }

    /** The engines of netty-tcnative. */
    record Native(SslContext context) implements TlsEngines {
        Native(Tls tls, List<String> protocols) throws SSLException {
            this(context(tls, protocols));
        }

        private static SslContext context(Tls tls, List<String> protocols) throws SSLException {
            SSLParameters parameters = tls.parameters();
            SslContextBuilder builder = SslContextBuilder.forServer(tls.keyManager())
                    .sslProvider(SslProvider.OPENSSL_REFCNT).protocols(parameters.getProtocols())
                    .ciphers(List.of(parameters.getCipherSuites()), SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT,
                            protocols));
            if (parameters.getNeedClientAuth()) {
                builder.clientAuth(ClientAuth.REQUIRE);
            } else if (parameters.getWantClientAuth()) {
                builder.clientAuth(ClientAuth.OPTIONAL);
            }
            tls.trustManager().ifPresent(builder::trustManager);
            return builder.build();
        }

        @Override
        public SslHandler handler(ByteBufAllocator buffers) {
            return context.newHandler(buffers);
        }

        @Override
        public void close() {
            ReferenceCountUtil.release(context);
        }
    }
}
