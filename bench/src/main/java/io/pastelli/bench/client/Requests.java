package io.pastelli.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** What is sent. */
final class Requests {
    private static final String FIELDS = " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: pastelli-bench\r\nAccept: */*\r\n";

    private Requests() {}

    static byte[] get(String path) {
        return ("GET " + path + FIELDS + "\r\n").getBytes(US_ASCII);
    }

    static byte[] post(String path, byte[] body) {
        byte[] head = ("POST " + path + FIELDS + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }
}
