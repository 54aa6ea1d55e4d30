package io.pastelli.netty;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessageDecoderResult;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What the decoder has made of bytes that came before their turn.
 *
 * <p>
 * <b>Threading:</b> the connection's event loop.
 */
final class ReadAhead {
    private @Nullable HttpObject first;
    private @Nullable ArrayDeque<HttpObject> rest; // made for a client that sends ahead
    private long bytes;

    void add(HttpObject part) {
        if (first == null) {
            first = part;
        } else {
            if (rest == null) {
                rest = new ArrayDeque<>(4);
            }
            rest.add(part);
        }
        bytes += size(part);
    }

    @Nullable
    HttpObject peek() {
        return first;
    }

    /** Removes the first part. */
    void next() {
        if (first != null) {
            bytes -= size(first);
            first = rest == null ? null : rest.poll();
        }
    }

    boolean isEmpty() {
        return first == null;
    }

    /** Returns how many bytes the parts were on the wire, roughly. */
    long bytes() {
        return bytes;
    }

    void clear() {
        for (HttpObject part = first; part != null; part = first) {
            next(); // which asks for its size
            ReferenceCountUtil.release(part);
        }
    }

    private static int size(HttpObject part) {
        if (part.decoderResult() instanceof HttpMessageDecoderResult head) {
            return head.totalSize();
        }
        return part instanceof HttpContent content ? content.content().readableBytes() : 0;
    }
}
