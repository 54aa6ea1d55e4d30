package io.pastelli.undertow;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Status;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of a response: head and framing (RFC 9112 sections 4 to 7), the same on every adapter. */
final class ResponseBytes {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] END = ascii("0\r\n\r\n");
    private static final byte[] CRLF_END = ascii("\r\n0\r\n\r\n");
    private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");

    private final boolean http10;
    private final Framing framing;

    /** Makes the framing of a response to an HTTP/1.0 or HTTP/1.1 request. */
    ResponseBytes(boolean http10, Framing framing) {
        this.http10 = http10;
        this.framing = framing;
    }

    static ByteBuffer interim() {
        return ByteBuffer.wrap(CONTINUE);
    }

    /** Returns the head and the first bytes. */
    ByteBuffer[] begin(ResponseHead head, boolean keepAlive, ByteBuffer first, boolean last) {
        var text = new StringBuilder(256).append("HTTP/1.1 ").append(head.status()).append(' ')
                .append(Status.reason(head.status())).append("\r\n");
        for (var field : head.headers()) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        if (!keepAlive) {
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
            return last
                    ? new ByteBuffer[]{latin1(text), ByteBuffer.wrap(END)}
                    : new ByteBuffer[]{latin1(text)};
        }
        size(text, first);
        return new ByteBuffer[]{latin1(text), first.duplicate(), ByteBuffer.wrap(last ? CRLF_END : CRLF)};
    }

    /** Returns further bytes. */
    ByteBuffer[] more(ByteBuffer bytes, boolean last) {
        if (framing == Framing.NONE) {
            return new ByteBuffer[0];
        }
        if (!chunked()) {
            return new ByteBuffer[]{bytes.duplicate()};
        }
        if (!bytes.hasRemaining()) {
            return last ? new ByteBuffer[]{ByteBuffer.wrap(END)} : new ByteBuffer[0];
        }
        var size = new StringBuilder(10);
        size(size, bytes);
        return new ByteBuffer[]{latin1(size), bytes.duplicate(), ByteBuffer.wrap(last ? CRLF_END : CRLF)};
    }

    /** Tells whether only the close of the connection ends the body. */
    boolean closeDelimited() {
        return http10 && framing == Framing.STREAM;
    }

    private boolean chunked() {
        return !http10 && framing == Framing.STREAM;
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
