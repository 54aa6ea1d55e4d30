package io.pastelli.bench.scale;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/** A blocking client that asks for the same again and again. Belongs to one thread. */
final class Asker implements Closeable {
    private static final String LAST = "0\r\n\r\n";
    private static final int PATIENCE = 60_000; // ms

    private final Socket socket;
    private final byte[] request;
    private final byte[] in;
    private int size; // of a response; 0: not known yet, -1: in chunks

    Asker(int port, byte[] request, int buffer) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE);
        this.request = request;
        this.in = new byte[buffer];
    }

    static byte[] get(String path, int fields) {
        var text = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (int i = 1; i < fields; i++) {
            text.append("x-field-").append(i).append(": a value of field ").append(i).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(US_ASCII);
    }

    /**
     * Asks once and reads the response to its end.
     *
     * @throws IOException unless it is a 200
     */
    void ask() throws IOException {
        socket.getOutputStream().write(request);
        InputStream from = socket.getInputStream();
        int received = 0;
        int end = 0; // of what is in the buffer
        while (size <= 0 || received < size) {
            if (end == in.length) { // keep what may be the end of the last chunk
                System.arraycopy(in, end - LAST.length(), in, 0, LAST.length());
                end = LAST.length();
            }
            int read = from.read(in, end, in.length - end);
            if (read < 0) {
                throw new EOFException("the server closed a connection");
            }
            if (received == 0
                    && !new String(in, 0, Math.min(12, read), US_ASCII).startsWith("HTTP/1.1 200")) {
                throw new IOException("not a 200: " + new String(in, 0, read, ISO_8859_1));
            }
            received += read;
            end += read;
            if (size == 0) {
                size = learn(end);
            }
            if (size < 0 && end >= LAST.length()
                    && new String(in, end - LAST.length(), LAST.length(), US_ASCII).equals(LAST)) {
                return;
            }
        }
        if (received > size) {
            throw new IOException("more than a response");
        }
    }

    private int learn(int end) {
        String text = new String(in, 0, end, ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            return 0;
        }
        int length = text.substring(0, head + 2).toLowerCase(Locale.ROOT).indexOf("content-length: ");
        return length < 0
                ? -1
                : head + 4
                        + Integer.parseInt(text.substring(length + 16, text.indexOf('\r', length)).strip());
    }

    /** Reads only the head of what it asks for, and leaves the rest open. */
    void open() throws IOException {
        socket.getOutputStream().write(request);
        int end = 0;
        while (!new String(in, 0, end, ISO_8859_1).contains("\r\n\r\n")) {
            int read = socket.getInputStream().read(in, end, in.length - end);
            if (read < 0) {
                throw new EOFException("the server closed a connection");
            }
            end += read;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
