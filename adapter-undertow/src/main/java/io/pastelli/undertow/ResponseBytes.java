package io.pastelli.undertow;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.adapter.http1.TextBytes;
import io.pastelli.http.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of a response: head and framing (RFC 9112 sections 4 to 7), the same on every adapter. */
final class ResponseBytes {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    private static final int INTERIM = 128; // mostly
    private static final int SHORT = 4 * 1024; // what is copied behind its head
    private static final int FRAME = 32; // around a chunk

    private final TextBytes out;
    private final boolean http10;
    private final Framing framing;

    /**
     * Makes the framing of a response to an HTTP/1.0 or HTTP/1.1 request.
     *
     * @param out where all but long bodies is put together: what is returned holds until the next use of it
     */
    ResponseBytes(TextBytes out, boolean http10, Framing framing) {
        this.out = out;
        this.http10 = http10;
        this.framing = framing;
    }

    static ByteBuffer goOn() {
        return ByteBuffer.wrap(CONTINUE);
    }

    /** Returns a whole informational response. */
    static ByteBuffer interim(int status, Headers headers) {
        return new TextBytes(INTERIM).statusLine(status).fields(headers).line().asByteBuffer();
    }

    /** Returns the head and the first bytes. */
    ByteBuffer[] begin(ResponseHead head, boolean keepAlive, ByteBuffer first, boolean last,
            Headers trailers) {
        out.clear().statusLine(head.status()).fields(head.headers());
        if (framing == Framing.UPGRADE) {
            out.text("connection: upgrade\r\n");
        } else if (!keepAlive) {
            out.text("connection: close\r\n");
        } else if (http10) {
            out.text("connection: keep-alive\r\n");
        }
        if (chunked()) {
            out.text("transfer-encoding: chunked\r\n");
        }
        out.line();
        return framing == Framing.NONE ? parts() : body(first, last, trailers);
    }

    /** Returns further bytes. */
    ByteBuffer[] more(ByteBuffer bytes, boolean last, Headers trailers) {
        if (framing == Framing.NONE) {
            return new ByteBuffer[0];
        }
        if (!chunked()) {
            return new ByteBuffer[]{bytes};
        }
        if (!last && !bytes.hasRemaining()) {
            return new ByteBuffer[0];
        }
        out.clear();
        return body(bytes, last, trailers);
    }

    /** Tells whether only the close of the connection ends what is sent. */
    boolean closeDelimited() {
        return framing == Framing.UPGRADE || (http10 && framing == Framing.STREAM);
    }

    private boolean chunked() {
        return !http10 && framing == Framing.STREAM;
    }

    /** Puts {@code bytes}, framed, behind what is there: into the same array when they are few. */
    private ByteBuffer[] body(ByteBuffer bytes, boolean last, Headers trailers) {
        boolean frames = chunked() && bytes.hasRemaining();
        boolean ends = chunked() && last;
        if (frames) {
            out.chunkSize(bytes.remaining());
        }
        if (bytes.remaining() <= SHORT) {
            out.copy(bytes);
            if (frames) {
                out.line();
            }
            if (ends) {
                end(out, trailers);
            }
            return parts();
        }
        if (!frames) {
            return new ByteBuffer[]{out.asByteBuffer(), bytes};
        }
        ByteBuffer behind = ends
                ? end(new TextBytes(FRAME).line(), trailers).asByteBuffer()
                : ByteBuffer.wrap(CRLF);
        return new ByteBuffer[]{out.asByteBuffer(), bytes, behind};
    }

    private static TextBytes end(TextBytes out, Headers trailers) {
        return out.text("0\r\n").fields(trailers).line();
    }

    private ByteBuffer[] parts() {
        return new ByteBuffer[]{out.asByteBuffer()};
    }
}
