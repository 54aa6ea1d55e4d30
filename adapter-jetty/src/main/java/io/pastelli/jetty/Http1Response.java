package io.pastelli.jetty;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.adapter.http1.TextBytes;
import io.pastelli.http.Headers;
import java.nio.ByteBuffer;

/**
 * The bytes of one response: what was chosen with its head decides how the rest is framed.
 *
 * <p>
 * <b>Threading:</b> {@link #begin} and {@link #rest} belong to one writer at a time, the others to any thread.
 */
final class Http1Response {
    private final RequestHead request;
    private final Interim interim;
    private volatile Framing framing = Framing.NONE;
    private volatile boolean begun;
    private volatile boolean chunked;
    private volatile Headers trailers = Headers.empty();

    Http1Response(RequestHead request, Interim interim) {
        this.request = request;
        this.interim = interim;
    }

    /** Says an informational response; false when it cannot be said. */
    boolean inform(int status, Headers headers) {
        return !request.http10() && interim.say(ResponseBytes.interim(status, headers));
    }

    /** Sets the fields after the last chunk; false where there are no chunks. */
    boolean putTrailers(Headers fields) {
        if (request.http10() || (begun && !chunked)) {
            return false;
        }
        trailers = fields;
        return true;
    }

    /** Tells how the end is marked, before anything is written. */
    void frame(Framing chosen) {
        framing = chosen;
        chunked = chosen == Framing.STREAM && !request.http10();
        begun = true;
    }

    /** Tells whether the close of the connection is the end of the response. */
    boolean endsWithConnection() {
        return framing == Framing.STREAM && !chunked;
    }

    /** Returns the head and the first bytes of the body; with {@code last} they hold until the next response. */
    ByteBuffer[] begin(ResponseHead head, ByteBuffer first, boolean last, boolean close,
            Http1Connection on) {
        String connection = framing == Framing.UPGRADE
                ? "upgrade"
                : close ? "close" : request.http10() ? "keep-alive" : "";
        interim.end();
        int room = ResponseBytes.room(head, first.remaining());
        TextBytes out = last && room <= Http1Connection.KEPT ? on.spare() : new TextBytes(room);
        ResponseBytes.head(out, head, chunked, connection);
        return ResponseBytes.body(out, first, framing, chunked, last, trailers);
    }

    /** Returns further bytes of the body. */
    ByteBuffer[] rest(ByteBuffer bytes, boolean last) {
        return ResponseBytes.body(bytes, framing, chunked, last, trailers);
    }
}
