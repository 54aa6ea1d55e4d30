package io.pastelli.netty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Makes clients that speak TLS with anybody and keep the socket below in their hands. */
final class TlsClient {
    private TlsClient() {}

    /** Takes any certificate. */
    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // fine
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // fine
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Returns a context that takes any certificate. */
    static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{new TrustAll()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Connects and shakes hands, with {@code protocols} for ALPN. */
    static Client connect(int port, String version, String... protocols) throws IOException {
        var raw = new Socket(InetAddress.getLoopbackAddress(), port);
        raw.setTcpNoDelay(true);
        SSLSocket tls = layered(raw, port);
        tls.setEnabledProtocols(new String[]{version});
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        parameters.setServerNames(List.of(new SNIHostName("localhost")));
        tls.setSSLParameters(parameters);
        tls.setSoTimeout(5000);
        tls.startHandshake();
        return new Client(tls, raw);
    }

    static SSLSocket layered(Socket raw, int port) throws IOException {
        return (SSLSocket) context().getSocketFactory().createSocket(raw, "localhost", port, true);
    }
}
