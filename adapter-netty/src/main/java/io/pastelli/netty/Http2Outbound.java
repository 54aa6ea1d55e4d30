package io.pastelli.netty;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.pastelli.adapter.Completion;
import io.pastelli.http.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The one write that is under way on a stream: frame by frame, never above the stream's high-water mark, and complete when
 * all is handed over and there is room again; the last one, when the client's windows have let all of it pass.
 *
 * <p>
 * <b>Threading:</b> the connection's event loop.
 */
final class Http2Outbound {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int PIECE = 32 * 1024;

    private final Channel stream;
    private final Runnable answered;
    private @Nullable Completion completion;
    private @Nullable Http2Headers head;
    private ByteBuffer rest = NOTHING;
    private Headers trailers = Headers.empty();
    private boolean last;
    private boolean handedOver;
    private boolean unflushed;
    private boolean busy;
    private int underWay;

    /** Makes one that runs {@code answered} when the last byte of the response has gone out. */
    Http2Outbound(Channel stream, Runnable answered) {
        this.stream = stream;
        this.answered = answered;
    }

    void begin(Http2Headers head, ByteBuffer first, boolean last, Headers trailers, Completion completion) {
        this.head = head;
        write(first, last, trailers, completion);
    }

    void write(ByteBuffer bytes, boolean last, Headers trailers, Completion completion) {
        this.rest = bytes;
        this.last = last;
        this.trailers = trailers;
        this.completion = completion;
        this.handedOver = false;
        progress();
    }

    /** Tells whether the end of the response waits in the socket's buffer only: the stream may be closed before. */
    boolean ending() {
        return completion != null && last && handedOver;
    }

    /** Goes on as far as the windows and the channel let it. */
    void progress() {
        if (busy) {
            return; // called from within: the loop below goes on
        }
        busy = true;
        try {
            while (completion != null) {
                if (!handedOver && stream.isWritable()) {
                    handOver(nextFrame());
                } else if (unflushed) {
                    unflushed = false;
                    stream.flush();
                } else if (handedOver && (last ? underWay == 0 : stream.isWritable())) {
                    complete();
                } else {
                    return;
                }
            }
        } finally {
            busy = false;
        }
    }

    /** Fails the write that is under way, if any. */
    void fail(Throwable cause) {
        Completion told = completion;
        completion = null;
        head = null;
        if (told != null) {
            told.failed(cause);
        }
    }

    private Http2StreamFrame nextFrame() {
        Http2Headers begun = head;
        int size = begun == null ? Math.min(rest.remaining(), PIECE) : 0;
        boolean allBytes = size == rest.remaining();
        boolean bare = begun == null && size == 0;
        boolean after = allBytes && bare && trailers.size() > 0;
        boolean ends = last && allBytes && (after || trailers.size() == 0);
        handedOver = allBytes && (ends || !last);
        if (begun != null) {
            head = null;
            return new DefaultHttp2HeadersFrame(begun, ends);
        }
        if (after) {
            return new DefaultHttp2HeadersFrame(Http2Head.trailersOf(trailers), true);
        }
        var piece = stream.alloc().directBuffer(size);
        piece.writeBytes(rest.slice(rest.position(), size));
        rest.position(rest.position() + size);
        return new DefaultHttp2DataFrame(piece, ends);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it is listened to
    private void handOver(Http2StreamFrame frame) {
        underWay++;
        unflushed = true;
        stream.write(frame).addListener(written -> {
            underWay--;
            if (written.isSuccess()) {
                progress();
            } else {
                fail(written.cause() instanceof IOException e
                        ? e
                        : new IOException("the stream has ended", written.cause()));
            }
        });
    }

    private void complete() {
        Completion told = completion;
        completion = null;
        rest = NOTHING; // an idle stream keeps no more than it needs
        boolean all = last;
        if (told != null) {
            told.done();
        }
        if (all) {
            answered.run();
        }
    }
}
