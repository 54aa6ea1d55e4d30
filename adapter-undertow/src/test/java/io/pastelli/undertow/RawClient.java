package io.pastelli.undertow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client that sends bytes as they are given, and leaves as it is told to. */
final class RawClient implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Socket socket;

    RawClient(int port) {
        this(port, 0);
    }

    RawClient(int port, int receiveBuffer) {
        try {
            socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) LONGEST.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawClient get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nhost: test\r\n\r\n");
    }

    /** Closes in order: FIN both ways. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    void leave(boolean reset) throws IOException {
        if (reset) {
            reset();
        } else {
            close();
        }
    }

    /** Reads up to and with {@code end}. */
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

    /** Reads one response with a content-length. */
    String readResponse() throws IOException {
        String head = readUntil("\r\n\r\n");
        int at = head.indexOf("content-length: ");
        if (at < 0) {
            return head;
        }
        int length = Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
        return head + new String(socket.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    int read(byte[] into, int from, int most) throws IOException {
        return socket.getInputStream().read(into, from, Math.min(most, into.length - from));
    }

    /** Reads to the end of the connection. */
    String readAll() throws IOException {
        var bytes = new ByteArrayOutputStream();
        socket.getInputStream().transferTo(bytes);
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** Waits for the end of the connection, in order or by a reset. */
    void awaitEnd() throws IOException {
        try {
            readAll();
        } catch (java.net.SocketException e) {
            // a reset is an end too
        }
    }
}
