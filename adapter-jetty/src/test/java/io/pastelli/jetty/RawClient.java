package io.pastelli.jetty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A client that sends exactly what it is told, byte for byte. */
final class RawClient implements AutoCloseable {
    private final Socket raw;
    private final Socket socket;

    RawClient(int port) {
        raw = connect(port);
        socket = raw;
    }

    /** Speaks TLS and trusts everybody. */
    RawClient(int port, String version) {
        raw = connect(port);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{new Trusting()}, null);
            var tls = (SSLSocket) context.getSocketFactory().createSocket(raw, "app.localhost", port, true);
            tls.setEnabledProtocols(new String[]{version});
            tls.startHandshake();
            socket = tls;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Socket connect(int port) {
        try {
            var socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(5000);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the socket below any TLS. */
    Socket socket() {
        return raw;
    }

    /** Closes the connection below TLS: a FIN with no close_notify before it. */
    void drop() {
        try {
            raw.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    RawClient send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawClient get(String target) {
        return send("GET " + target + " HTTP/1.1\r\nhost: test\r\n\r\n");
    }

    /** Reads until the text has come. */
    String until(String end) {
        var all = new ByteArrayOutputStream();
        byte[] wanted = end.getBytes(StandardCharsets.ISO_8859_1);
        while (!endsWith(all.toByteArray(), wanted)) {
            int b = next();
            if (b < 0) {
                throw new AssertionError("closed after: " + all.toString(StandardCharsets.ISO_8859_1));
            }
            all.write(b);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** Reads one response with a content-length, or without a body. */
    String response() {
        String head = until("\r\n\r\n");
        int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
        var body = new StringBuilder();
        for (int i = 0; i < length; i++) {
            body.append((char) next());
        }
        return head + body;
    }

    /** Reads to the end; a reset is an end too. */
    String rest() {
        var all = new ByteArrayOutputStream();
        for (int b = next(); b >= 0; b = next()) {
            all.write(b);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** Returns a byte, −1 at the end, −2 after a reset. */
    int next() {
        try {
            InputStream in = socket.getInputStream();
            return in.read();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("nothing came for 5 s", e);
        } catch (SocketException | javax.net.ssl.SSLException reset) {
            return -2;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what is there, at least a byte and at most {@code most}; returns how many, −1 at the end. */
    int take(int most) {
        try {
            return socket.getInputStream().read(new byte[most]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads to the end, in large steps. */
    String all() {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawClient halfClose() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes in order, a FIN, unless bytes are unread. */
    void fin() {
        close();
    }

    void reset() {
        try {
            raw.setSoLinger(true, 0);
            raw.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean endsWith(byte[] all, byte[] end) {
        if (all.length < end.length) {
            return false;
        }
        for (int i = 0; i < end.length; i++) {
            if (all[all.length - end.length + i] != end[i]) {
                return false;
            }
        }
        return true;
    }
}
