package io.pastelli.jetty;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.http.Status;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Puts heads and chunks into bytes (RFC 9112 sections 4 and 7.1). */
final class ResponseBytes {
    private static final int SMALL = 4096; // cheaper to copy than to gather
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] END = ascii("0\r\n\r\n");

    private ResponseBytes() {}

    /** Returns the head; {@code connection} is the value of that field, empty for none. */
    static ByteBuffer head(ResponseHead head, boolean chunked, String connection) {
        StringBuilder text = start(head.status(), head.headers());
        if (chunked) {
            text.append("transfer-encoding: chunked\r\n");
        }
        if (!connection.isEmpty()) {
            text.append("connection: ").append(connection).append("\r\n");
        }
        return ByteBuffer.wrap(bytes(text));
    }

    /** Returns an informational response. */
    static byte[] interim(int status, Headers headers) {
        return bytes(start(status, headers));
    }

    /** Returns what goes out for {@code bytes} of the body, after {@code before}; {@code trailers} follow the last chunk. */
    static ByteBuffer[] body(ByteBuffer before, ByteBuffer bytes, Framing framing, boolean chunked,
            boolean last, Headers trailers) {
        var parts = new ArrayList<ByteBuffer>(4);
        parts.add(before);
        if (framing != Framing.NONE && bytes.hasRemaining()) {
            if (chunked) {
                parts.add(ByteBuffer.wrap(ascii(Integer.toHexString(bytes.remaining()) + "\r\n")));
            }
            parts.add(bytes);
            if (chunked) {
                parts.add(ByteBuffer.wrap(CRLF));
            }
        }
        if (chunked && last) {
            parts.add(ByteBuffer.wrap(trailers.size() == 0 ? END : end(trailers)));
        }
        return joined(parts);
    }

    private static ByteBuffer[] joined(List<ByteBuffer> parts) {
        int size = 0;
        for (ByteBuffer part : parts) {
            size += part.remaining();
        }
        if (parts.size() == 1 || size > SMALL) {
            return parts.toArray(ByteBuffer[]::new);
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        parts.forEach(all::put);
        return new ByteBuffer[]{all.flip()};
    }

    private static StringBuilder start(int status, Headers headers) {
        var text = new StringBuilder(256).append("HTTP/1.1 ").append(status).append(' ')
                .append(Status.reason(status)).append("\r\n");
        return append(text, headers);
    }

    private static StringBuilder append(StringBuilder text, Headers headers) {
        for (Headers.Field field : headers) {
            if (!field.name().equals("connection") && !field.name().equals("transfer-encoding")) {
                text.append(field.name()).append(": ").append(field.value()).append("\r\n");
            }
        }
        return text;
    }

    private static byte[] end(Headers trailers) {
        return bytes(append(new StringBuilder("0\r\n"), trailers));
    }

    private static byte[] bytes(StringBuilder text) {
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
