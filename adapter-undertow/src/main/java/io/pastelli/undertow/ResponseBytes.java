package io.pastelli.undertow;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.http.Status;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of a response: head and framing (RFC 9112 sections 4 to 7), the same on every adapter. */
final class ResponseBytes {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");

    private final boolean http10;
    private final Framing framing;

    /** Makes the framing of a response to an HTTP/1.0 or HTTP/1.1 request. */
    ResponseBytes(boolean http10, Framing framing) {
        this.http10 = http10;
        this.framing = framing;
    }

    static ByteBuffer goOn() {
        return ByteBuffer.wrap(CONTINUE);
    }

    /** Returns a whole informational response. */
    static ByteBuffer interim(int status, Headers headers) {
        return latin1(fields(statusLine(status), headers).append("\r\n"));
    }

    /** Returns the head and the first bytes. */
    ByteBuffer[] begin(ResponseHead head, boolean keepAlive, ByteBuffer first, boolean last,
            Headers trailers) {
        StringBuilder text = fields(statusLine(head.status()), head.headers());
        if (framing == Framing.UPGRADE) {
            text.append("connection: upgrade\r\n");
        } else if (!keepAlive) {
            text.append("connection: close\r\n");
        } else if (http10) {
            text.append("connection: keep-alive\r\n");
        }
        if (chunked()) {
            text.append("transfer-encoding: chunked\r\n");
        }
        text.append("\r\n");
        if (framing == Framing.NONE || (!chunked() && !first.hasRemaining())) {
            return new ByteBuffer[]{latin1(text)};
        }
        if (!chunked()) {
            return new ByteBuffer[]{latin1(text), first.duplicate()};
        }
        if (!first.hasRemaining()) {
            return new ByteBuffer[]{latin1(last ? end(text, trailers) : text)};
        }
        size(text, first);
        return new ByteBuffer[]{latin1(text), first.duplicate(), behind(last, trailers)};
    }

    /** Returns further bytes. */
    ByteBuffer[] more(ByteBuffer bytes, boolean last, Headers trailers) {
        if (framing == Framing.NONE) {
            return new ByteBuffer[0];
        }
        if (!chunked()) {
            return new ByteBuffer[]{bytes.duplicate()};
        }
        if (!bytes.hasRemaining()) {
            return last ? new ByteBuffer[]{latin1(end(new StringBuilder(), trailers))} : new ByteBuffer[0];
        }
        var size = new StringBuilder(10);
        size(size, bytes);
        return new ByteBuffer[]{latin1(size), bytes.duplicate(), behind(last, trailers)};
    }

    /** Tells whether only the close of the connection ends what is sent. */
    boolean closeDelimited() {
        return framing == Framing.UPGRADE || (http10 && framing == Framing.STREAM);
    }

    private boolean chunked() {
        return !http10 && framing == Framing.STREAM;
    }

    private static ByteBuffer behind(boolean last, Headers trailers) {
        return last ? latin1(end(new StringBuilder("\r\n"), trailers)) : ByteBuffer.wrap(CRLF);
    }

    private static StringBuilder end(StringBuilder text, Headers trailers) {
        return fields(text.append("0\r\n"), trailers).append("\r\n");
    }

    private static StringBuilder statusLine(int status) {
        return new StringBuilder(256).append("HTTP/1.1 ").append(status).append(' ')
                .append(Status.reason(status))
                .append("\r\n");
    }

    private static StringBuilder fields(StringBuilder text, Headers headers) {
        for (var field : headers) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        return text;
    }

    private static void size(StringBuilder text, ByteBuffer bytes) {
        text.append(Integer.toHexString(bytes.remaining())).append("\r\n");
    }

    private static ByteBuffer latin1(StringBuilder text) {
        return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
