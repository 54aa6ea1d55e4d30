package io.pastelli.jetty;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import java.nio.ByteBuffer;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.hpack.HpackEncoder;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Makes the frames of one stream's response. Jetty encodes a head into a buffer of fixed size, and ends the connection
 * when that is too small, or over the limit of the client, which is advice only (RFC 9113 section 10.5.1): a larger
 * head makes room for itself first, on this connection.
 */
final class Http2Frames {
    private static final Set<String> OF_CONNECTIONS = Set.of("connection", "transfer-encoding", "keep-alive",
            "upgrade",
            "proxy-connection");
    private static final int ROOM = 64; // for what a field counts besides its text
    private static final int WIDEST = 4; // bytes of a character in Huffman's code
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final HTTP2Stream stream;
    private volatile Headers trailers = Headers.empty();
    private volatile boolean bodiless;

    Http2Frames(HTTP2Stream stream) {
        this.stream = stream;
    }

    void trailers(Headers fields) {
        trailers = fields;
    }

    /** Returns an informational response. */
    Outbox.Frames interim(int status, Headers headers) {
        return callback -> stream.headers(head(status, headers, false), callback);
    }

    /** Returns the head and the first bytes of the body. */
    Outbox.Frames begin(ResponseHead head, ByteBuffer first, boolean last) {
        bodiless = head.framing() == Framing.NONE;
        boolean body = !bodiless && first.hasRemaining();
        boolean trailed = last && !bodiless && trailers.size() > 0;
        boolean end = last && !trailed;
        HeadersFrame headers = head(head.status(), head.headers(), end && !body);
        DataFrame data = body ? new DataFrame(stream.getId(), first, end) : null;
        HeadersFrame after = trailed ? trailer() : null;
        return callback -> stream.send(new HTTP2Stream.FrameList(headers, data, after), callback);
    }

    /** Returns further bytes of the body. */
    Outbox.Frames rest(ByteBuffer bytes, boolean last) {
        ByteBuffer body = bodiless ? NOTHING.duplicate() : bytes;
        if (!last || bodiless || trailers.size() == 0) {
            return callback -> stream.data(new DataFrame(stream.getId(), body, last), callback);
        }
        if (!body.hasRemaining()) {
            return callback -> stream.headers(trailer(), callback);
        }
        return callback -> stream.data(new DataFrame(stream.getId(), body, false), Callback
                .from(callback.getInvocationType(), () -> stream.headers(trailer(), callback),
                        callback::failed));
    }

    private HeadersFrame head(int status, Headers headers, boolean end) {
        var response = new MetaData.Response(status, null, HttpVersion.HTTP_2, fields(headers));
        return new HeadersFrame(stream.getId(), response, null, end);
    }

    private HeadersFrame trailer() {
        return new HeadersFrame(stream.getId(), new MetaData(HttpVersion.HTTP_2, fields(trailers)), null,
                true);
    }

    private HttpFields fields(Headers headers) {
        int size = ROOM;
        HttpFields.Mutable fields = HttpFields.build();
        for (Headers.Field field : headers) {
            if (!OF_CONNECTIONS.contains(field.name())) {
                fields.add(field.name(), field.value());
                size += ROOM + WIDEST * (field.name().length() + field.value().length());
            }
        }
        HpackEncoder encoder = stream.getSession().getGenerator().getHpackEncoder();
        if (size > encoder.getMaxHeaderListSize()) {
            encoder.setMaxHeaderListSize(size);
        }
        return fields;
    }
}
