package io.pastelli.testkit.client;

import io.pastelli.http.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** Reads response bodies by their framing (RFC 9112 section 6.3). */
final class Bodies {
    private Bodies() {}

    static Response read(RawClient client, Head head, String method) throws IOException {
        Optional<String> length = head.header("content-length");
        if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
            return new Response(head, Bytes.empty(), true);
        }
        if (head.header("transfer-encoding").isPresent()) {
            return chunked(client, head);
        }
        if (length.isPresent()) {
            int size = Integer.parseInt(length.get());
            byte[] body = client.bytes(size);
            return new Response(head, Bytes.of(body), body.length == size);
        }
        Rest rest = client.rest();
        byte[] body = rest.text().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        return new Response(head, Bytes.of(body), !rest.reset());
    }

    private static Response chunked(RawClient client, Head head) throws IOException {
        var body = new ByteArrayOutputStream();
        try {
            for (;;) {
                String line = client.until("\r\n");
                if (!line.endsWith("\r\n")) {
                    return new Response(head, Bytes.of(body.toByteArray()), false);
                }
                int size = Integer.parseInt(line.strip(), 16);
                byte[] chunk = client.bytes(size);
                body.writeBytes(chunk);
                boolean whole = chunk.length == size && client.until("\r\n").equals("\r\n");
                if (size == 0 || !whole) {
                    return new Response(head, Bytes.of(body.toByteArray()), whole);
                }
            }
        } catch (IOException e) {
            return new Response(head, Bytes.of(body.toByteArray()), false); // broken off
        }
    }
}
