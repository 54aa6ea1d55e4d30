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
    private static final byte[] CRLF_END = ascii("\r\n0\r\n\r\n");

    private ResponseBytes() {}

    /** Returns the head; {@code connection} is the value of that field, empty for none. */
    static ByteBuffer head(ResponseHead head, boolean chunked, String connection) {
        var text = new StringBuilder(256).append("HTTP/1.1 ").append(head.status()).append(' ')
                .append(Status.reason(head.status())).append("\r\n");
        for (Headers.Field field : head.headers()) {
            if (!field.name().equals("connection") && !field.name().equals("transfer-encoding")) {
                text.append(field.name()).append(": ").append(field.value()).append("\r\n");
            }
        }
        if (chunked) {
            text.append("transfer-encoding: chunked\r\n");
        }
        if (!connection.isEmpty()) {
            text.append("connection: ").append(connection).append("\r\n");
        }
        return ByteBuffer.wrap(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Returns what goes out for {@code bytes} of the body, after {@code before}. */
    static ByteBuffer[] body(ByteBuffer before, ByteBuffer bytes, Framing framing, boolean chunked,
            boolean last) {
        var parts = new ArrayList<ByteBuffer>(4);
        parts.add(before);
        if (framing != Framing.NONE && bytes.hasRemaining()) {
            if (chunked) {
                parts.add(ByteBuffer.wrap(ascii(Integer.toHexString(bytes.remaining()) + "\r\n")));
            }
            parts.add(bytes);
            if (chunked) {
                parts.add(ByteBuffer.wrap(last ? CRLF_END : CRLF));
            }
        } else if (chunked && last) {
            parts.add(ByteBuffer.wrap(END));
        }
        return joined(parts);
    }

    private static ByteBuffer[] joined(List<ByteBuffer> parts) {
        int size = parts.stream().mapToInt(ByteBuffer::remaining).sum();
        if (parts.size() == 1 || size > SMALL) {
            return parts.toArray(ByteBuffer[]::new);
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        parts.forEach(all::put);
        return new ByteBuffer[]{all.flip()};
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
