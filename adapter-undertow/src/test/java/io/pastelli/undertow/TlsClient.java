package io.pastelli.undertow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client that speaks TLS, with the socket under it at hand. */
final class TlsClient implements AutoCloseable {
    private static final int LONGEST = 5_000;

    final Socket raw;
    final SSLSocket socket;

    TlsClient(int port, int receiveBuffer, String version, String... alpn) {
        try {
            raw = new Socket();
            if (receiveBuffer > 0) {
                raw.setReceiveBufferSize(receiveBuffer);
            }
            raw.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            raw.setTcpNoDelay(true);
            raw.setSoTimeout(LONGEST);
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{new TakesAll()}, null);
            socket = (SSLSocket) context.getSocketFactory().createSocket(raw, "pastelli.test", port, true);
            var parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[]{version});
            parameters.setApplicationProtocols(alpn);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    TlsClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    String readUntil(String end) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int b = socket.getInputStream().read();
            if (b < 0) {
                throw new IOException("closed after: " + text);
            }
            text.append((char) b);
        }
        return text.toString();
    }

    String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    void leave(Way way) throws IOException {
        switch (way) {
            case CLOSE_NOTIFY -> socket.close();
            case FIN -> raw.close();
            case RST -> {
                raw.setSoLinger(true, 0);
                raw.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }

    /** How a client goes. */
    enum Way {
        CLOSE_NOTIFY, FIN, RST
    }

    private static final class TakesAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // whatever it is
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // whatever it is
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
