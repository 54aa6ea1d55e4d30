package io.pastelli.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** What is sent. */
final class Requests {
    private static final String FIELDS = " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: pastelli-bench\r\n";
    private static final String ANY = "Accept: */*\r\n";

    private Requests() {}

    static byte[] get(String path) {
        return get(path, "");
    }

    /** Asks with further fields, each with its end of line. */
    static byte[] get(String path, String fields) {
        return ("GET " + path + FIELDS + ANY + fields + "\r\n").getBytes(US_ASCII);
    }

    /** Asks for server-sent events; Javalin gives them to none that does not say so. */
    static byte[] events(String path) {
        return ("GET " + path + FIELDS + "Accept: text/event-stream\r\n\r\n").getBytes(US_ASCII);
    }

    /** Asks for a WebSocket. */
    static byte[] upgrade(String path) {
        return ("GET " + path + FIELDS + ANY + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(US_ASCII);
    }

    /** A text frame of at most 125 bytes, masked with zeros, which leave it as it is. */
    static byte[] frame(byte[] text) {
        byte[] frame = Arrays.copyOf(new byte[]{(byte) 0x81, (byte) (0x80 | text.length)}, 6 + text.length);
        System.arraycopy(text, 0, frame, 6, text.length);
        return frame;
    }

    static byte[] post(String path, byte[] body) {
        byte[] head = ("POST " + path + FIELDS + ANY + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }
}
