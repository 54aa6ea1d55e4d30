package io.pastelli.netty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that sends exactly the bytes it is told to. */
final class Client implements AutoCloseable {
    final Socket socket;
    /** What is below TLS, else the same. */
    final Socket raw;
    private final InputStream in;

    Client(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    private Client(Socket socket) throws IOException {
        this(socket, socket);
    }

    Client(Socket socket, Socket raw) throws IOException {
        this.socket = socket;
        this.raw = raw;
        raw.setTcpNoDelay(true);
        socket.setSoTimeout(5000);
        in = socket.getInputStream();
    }

    Client send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Client get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    /** Sends a FIN and goes on reading. */
    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** Sends a RST. */
    void reset() throws IOException {
        raw.setSoLinger(true, 0);
        raw.close();
    }

    /** Reads up to and with {@code end}. */
    String until(String end) throws IOException {
        var all = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith(end)) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("the connection was closed after: " + text);
            }
            all.write(next);
            text = all.toString(StandardCharsets.ISO_8859_1);
        }
        return text;
    }

    String head() throws IOException {
        return until("\r\n\r\n");
    }

    /** Reads up to the close. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
