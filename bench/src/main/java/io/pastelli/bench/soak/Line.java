package io.pastelli.bench.soak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** A client's connection; blocks, at most 40 s for the next byte. Belongs to one thread. */
final class Line implements Closeable {
    private static final int PATIENCE = 40_000; // ms
    private static final int LONGEST_HEAD = 16 * 1024;

    private final Socket socket;
    private final InputStream in;
    private long chunk; // bytes left of it

    Line(int port) throws IOException {
        this(port, 0);
    }

    /** Connects; {@code receive} is the size of the receive buffer, 0 for the usual one. */
    Line(int port, int receive) throws IOException {
        socket = new Socket();
        if (receive > 0) {
            socket.setReceiveBufferSize(receive);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new BufferedInputStream(socket.getInputStream());
    }

    void send(String method, String path, String fields, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        String length = method.equals("GET") ? "" : "Content-Length: " + bytes.length + "\r\n";
        send((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + length + "\r\n" + body)
                .getBytes(UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Sends a request and reads its response. */
    Answer ask(String method, String path, String fields, String body) throws IOException {
        send(method, path, fields, body);
        return answer();
    }

    Answer get(String path) throws IOException {
        return ask("GET", path, "", "");
    }

    /** Reads a response to its end. */
    Answer answer() throws IOException {
        Answer head = head();
        var length = head.field("content-length");
        byte[] body = length.isPresent()
                ? in.readNBytes(Integer.parseInt(length.get()))
                : head.field("transfer-encoding").isPresent() ? chunks() : new byte[0];
        if (length.isPresent() && body.length < Integer.parseInt(length.get())) {
            throw new EOFException("a body was cut");
        }
        return Answer.of(head.head(), body);
    }

    /** Reads a response's head. */
    Answer head() throws IOException {
        return Answer.of(until("\r\n\r\n", false), new byte[0]);
    }

    /** Reads the next event of a stream in chunks. */
    String event() throws IOException {
        return until("\n\n", true);
    }

    private String until(String end, boolean chunked) throws IOException {
        var text = new StringBuilder();
        while (text.length() < end.length() || text.indexOf(end, text.length() - end.length()) < 0) {
            text.append((char) (chunked ? chunked() : next()));
            if (text.length() > LONGEST_HEAD) {
                throw new IOException("no end in: " + text.substring(0, 80));
            }
        }
        return text.toString();
    }

    private int chunked() throws IOException {
        if (chunk == 0) {
            chunk = size();
            if (chunk == 0) {
                throw new EOFException("a stream ended");
            }
        }
        int next = next();
        if (--chunk == 0) {
            until("\r\n", false);
        }
        return next;
    }

    private byte[] chunks() throws IOException {
        var all = new ByteArrayOutputStream();
        for (long size = size(); size > 0; size = size()) {
            all.write(in.readNBytes(Math.toIntExact(size)));
            until("\r\n", false);
        }
        until("\r\n", false);
        return all.toByteArray();
    }

    private long size() throws IOException {
        return Long.parseLong(until("\r\n", false).strip(), 16);
    }

    /** Reads a byte. */
    int next() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the server closed a connection");
        }
        return next;
    }

    /** Reads a text of so many bytes. */
    String text(int length) throws IOException {
        return new String(in.readNBytes(length), ISO_8859_1);
    }

    /** Reads what still comes; returns when the server has closed, kindly or not. */
    void drain() throws IOException {
        try {
            while (in.read(new byte[8192]) >= 0) {
                // until the end
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (SocketException e) {
            return; // reset: that is an end too
        }
    }

    /** Leaves by FIN, or by RST. */
    void leave(boolean reset) throws IOException {
        if (reset) {
            socket.setSoLinger(true, 0);
        }
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
