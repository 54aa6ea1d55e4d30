package io.pastelli.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Real handshakes on loopback: the server's side is a {@link Tls}, the client's the JDK's. */
final class Handshakes implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final SSLServerSocket server;

    /** What the two sides saw. */
    record Agreed(TlsSession server, SSLSession client) {
        X509Certificate certificate() throws IOException {
            return (X509Certificate) client.getPeerCertificates()[0];
        }
    }

    /** A client. */
    record Client(TrustManager trust, Optional<Identity> identity, Consumer<SSLParameters> options) {
        static Client trusting(X509Certificate... authorities) throws Exception {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < authorities.length; i++) {
                store.setCertificateEntry("authority" + i, authorities[i]);
            }
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return new Client(factory.getTrustManagers()[0], Optional.empty(), options -> {});
        }

        /** A client that takes any certificate: what it is shown is what the test looks at. */
        static Client lenient() {
            return new Client(new TakesAll(), Optional.empty(), options -> {});
        }

        Client with(Identity shown) {
            return new Client(trust, Optional.of(shown), options);
        }

        Client with(Consumer<SSLParameters> more) {
            return new Client(trust, identity, options.andThen(more));
        }

        Client askingFor(String host) {
            return with(parameters -> parameters.setServerNames(List.of(new SNIHostName(host))));
        }

        private SSLContext context() throws Exception {
            var context = SSLContext.getInstance("TLS");
            context.init(identity.map(shown -> new KeyManager[]{new Shows(shown)}).orElse(null),
                    new TrustManager[]{trust}, null);
            return context;
        }

    }

    Handshakes(Tls tls) throws IOException {
        server = (SSLServerSocket) tls.context().getServerSocketFactory().createServerSocket(0, 50,
                InetAddress.getLoopbackAddress());
        server.setSSLParameters(tls.parameters());
        server.setSoTimeout(PATIENCE_MILLIS);
    }

    static Agreed agree(Tls tls, Client client) throws Exception {
        try (var loopback = new Handshakes(tls)) {
            return loopback.agree(client);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Shakes hands and exchanges a byte both ways, after which either side's refusal has come to light. */
    Agreed agree(Client client) throws Exception {
        CompletableFuture<TlsSession> served = serveOne();
        try (var raw = new Socket()) {
            raw.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), PATIENCE_MILLIS);
            raw.setSoTimeout(PATIENCE_MILLIS);
            var socket = (SSLSocket) client.context().getSocketFactory().createSocket(raw, "localhost",
                    port(),
                    true);
            SSLParameters parameters = socket.getSSLParameters();
            client.options().accept(parameters);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            socket.getOutputStream().write('?');
            if (socket.getInputStream().read() != '!') {
                throw new IOException("the server closed");
            }
            return new Agreed(served.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS), socket.getSession());
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    /** Serves one connection; for clients that are no part of this. */
    CompletableFuture<TlsSession> serveOne() {
        var served = new CompletableFuture<TlsSession>();
        Thread.startVirtualThread(() -> serve(served));
        return served;
    }

    private void serve(CompletableFuture<TlsSession> served) {
        try (var socket = (SSLSocket) server.accept()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.startHandshake();
            socket.getInputStream().read();
            served.complete(TlsSession.of(socket.getSession()));
            socket.getOutputStream().write('!');
        } catch (IOException e) {
            served.completeExceptionally(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static final class TakesAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Shows its certificate also to a server that names other authorities. */
    private static final class Shows extends X509ExtendedKeyManager {
        private final Identity identity;

        Shows(Identity identity) {
            this.identity = identity;
        }

        @Override
        public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
            return "client";
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return identity.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identity.key();
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[]{"client"};
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            throw new UnsupportedOperationException("a client's");
        }
    }
}
