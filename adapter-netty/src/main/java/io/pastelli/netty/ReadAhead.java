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
    private final ArrayDeque<HttpObject> parts = new ArrayDeque<>(4);
    private long bytes;

    void add(HttpObject part) {
        parts.add(part);
        bytes += size(part);
    }

    @Nullable
    HttpObject peek() {
        return parts.peek();
    }

    /** Removes the first part. */
    void next() {
        HttpObject part = parts.poll();
        if (part != null) {
            bytes -= size(part);
        }
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Returns how many bytes the parts were on the wire, roughly. */
    long bytes() {
        return bytes;
    }

    void clear() {
        parts.forEach(ReferenceCountUtil::release);
        parts.clear();
        bytes = 0;
    }

    private static int size(HttpObject part) {
        if (part.decoderResult() instanceof HttpMessageDecoderResult head) {
            return head.totalSize();
        }
        return part instanceof HttpContent content ? content.content().readableBytes() : 0;
    }
}
