package io.pastelli.bench.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * A response that was read to its end.
 *
 * @param head its status line and fields
 * @param body the length of its body
 */
record Response(String head, int body) {
    /**
     * Reads one, a byte at a time.
     *
     * @throws IOException unless it is a 2xx with a content-length
     */
    static Response read(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server closed a connection after: " + head);
            }
            head.append((char) next);
        }
        var response = new Response(head.toString(), 0);
        if (response.head.charAt(9) != '2') {
            throw new IOException("not a 2xx: " + head);
        }
        int body = Integer.parseInt(response.field("content-length"));
        in.skipNBytes(body);
        return new Response(response.head, body);
    }

    /**
     * Returns the value of a field.
     *
     * @throws IOException when there is none
     */
    String field(String name) throws IOException {
        String start = "\r\n" + name + ": ";
        int at = head.toLowerCase(Locale.ROOT).indexOf(start);
        if (at < 0) {
            throw new IOException("no " + name + " in " + head);
        }
        return head.substring(at + start.length(), head.indexOf('\r', at + start.length())).strip();
    }

    /** Returns how many bytes it was. */
    int size() {
        return head.getBytes(ISO_8859_1).length + body;
    }
}
