package io.pastelli.testkit.client;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Well-formed HTTP/1.1 requests as text, one char a byte. */
public final class Requests {
    private Requests() {}

    /** Returns a GET with a host and these further field lines. */
    public static String get(String path, String... fieldLines) {
        return head("GET", path, fieldLines) + "\r\n";
    }

    /** Returns a POST with a host, a {@code content-length}, these further field lines and a body. */
    public static String post(String path, String body, String... fieldLines) {
        return head("POST", path, fieldLines) + "content-length: " + body.getBytes(UTF_8).length + "\r\n\r\n"
                + body;
    }

    /** Returns the head of a request without its empty line, so that more fields can follow. */
    public static String head(String method, String path, String... fieldLines) {
        var text = new StringBuilder(method).append(' ').append(path)
                .append(" HTTP/1.1\r\nhost: localhost\r\n");
        for (String line : fieldLines) {
            text.append(line).append("\r\n");
        }
        return text.toString();
    }
}
