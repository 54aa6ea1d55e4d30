package io.pastelli.jetty;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.adapter.http1.TextBytes;
import io.pastelli.http.Headers;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Puts heads and chunks into bytes (RFC 9112 sections 4 and 7.1). */
final class ResponseBytes {
    private static final int SMALL = 4096; // cheaper to copy than to gather
    private static final int LINES = 80; // most status lines, and what this class adds to the fields
    private static final int CHUNK = 24; // a size line, its end and the last chunk

    private ResponseBytes() {}

    /** Returns how many bytes a head and a short body behind it take, at most. */
    static int room(ResponseHead head, int body) {
        return LINES + TextBytes.size(head.headers()) + (body > SMALL ? 0 : body);
    }

    /** Writes the head; {@code connection} is the value of that field, empty for none. */
    static TextBytes head(TextBytes out, ResponseHead head, boolean chunked, String connection) {
        out.statusLine(head.status()).fields(head.headers());
        if (chunked) {
            out.text("transfer-encoding: chunked\r\n");
        }
        if (!connection.isEmpty()) {
            out.text("connection: ").text(connection).line();
        }
        return out.line();
    }

    /** Returns an informational response. */
    static ByteBuffer interim(int status, Headers headers) {
        return new TextBytes(LINES + TextBytes.size(headers)).statusLine(status).fields(headers).line()
                .asByteBuffer();
    }

    /** Returns what goes out for {@code bytes} of the body; {@code trailers} follow the last chunk. */
    static ByteBuffer[] body(ByteBuffer bytes, Framing framing, boolean chunked, boolean last,
            Headers trailers) {
        int small = bytes.remaining() > SMALL ? 0 : bytes.remaining();
        return body(new TextBytes(chunked ? CHUNK + small : 0), bytes, framing, chunked, last, trailers);
    }

    /** Returns what goes out for {@code bytes} of the body, after what is in {@code out}. */
    static ByteBuffer[] body(TextBytes out, ByteBuffer bytes, Framing framing, boolean chunked, boolean last,
            Headers trailers) {
        boolean some = framing != Framing.NONE && bytes.hasRemaining();
        if (some && chunked) {
            out.chunkSize(bytes.remaining());
        }
        TextBytes behind = out;
        boolean apart = some && (bytes.remaining() > SMALL || out.isEmpty());
        if (apart) {
            behind = new TextBytes(chunked ? CHUNK : 0);
        } else if (some) {
            out.copy(bytes);
        }
        if (some && chunked) {
            behind.line();
        }
        if (chunked && last) {
            behind.text("0\r\n").fields(trailers).line();
        }
        return apart ? parts(out, bytes, behind) : new ByteBuffer[]{out.asByteBuffer()};
    }

    private static ByteBuffer[] parts(TextBytes out, ByteBuffer bytes, TextBytes behind) {
        var parts = new ByteBuffer[]{out.asByteBuffer(), bytes, behind.asByteBuffer()};
        return Arrays.copyOfRange(parts, out.isEmpty() ? 1 : 0, behind.isEmpty() ? 2 : 3);
    }
}
