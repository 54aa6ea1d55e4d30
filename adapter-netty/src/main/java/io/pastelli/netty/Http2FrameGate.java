package io.pastelli.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DecoratingHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2FrameWriter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.pastelli.adapter.Http2;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Stands between Netty's frame reader and its decoder: counts the frames that cost a client nothing and a server much,
 * and drops without a word (Netty would log each) what comes for a stream that we have reset, or after our GOAWAY.
 *
 * <p>
 * <b>Threading:</b> the event loop of the channel, all of it.
 */
final class Http2FrameGate {
    private static final int MOST_KNOWN = 512;

    private final Http2 limits;
    private final DefaultHttp2Connection connection;
    private long windowStart = System.nanoTime();
    private final Deque<Integer> reset = new ArrayDeque<>(); // by us: what was on its way is no fault
    private int cheap;
    private long heard = System.nanoTime();
    private final OpenHead openHead = new OpenHead();

    Http2FrameGate(Http2 limits, DefaultHttp2Connection connection) {
        this.limits = limits;
        this.connection = connection;
    }

    /** Returns when something was read, as {@link System#nanoTime}. */
    long heard() {
        return heard;
    }

    /** Returns what is known of a head that goes on. */
    OpenHead openHead() {
        return openHead;
    }

    /** Counts one frame, or one mistake, that costs a client nothing. */
    private void cheap() throws Http2Exception {
        long now = System.nanoTime();
        if (now - windowStart > limits.resetWindow().toNanos()) {
            windowStart = now;
            cheap = 0;
        }
        if (++cheap > limits.resets()) {
            throw Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM,
                    "more than %d resets, empty frames, pings or settings within %s", limits.resets(),
                    limits.resetWindow());
        }
    }

    Http2FrameReader before(Http2FrameReader reader) {
        return new Reader(reader);
    }

    /** Returns a writer that counts the mistakes of the client for which a stream is reset. */
    Http2FrameWriter before(Http2FrameWriter writer) {
        return new DecoratingHttp2FrameWriter(writer) {
            @Override
            public ChannelFuture writeRstStream(ChannelHandlerContext context, int streamId, long errorCode,
                    ChannelPromise promise) {
                if (reset.size() == MOST_KNOWN) {
                    reset.remove();
                }
                reset.add(streamId);
                if (errorCode == Http2Error.PROTOCOL_ERROR.code()
                        || errorCode == Http2Error.FLOW_CONTROL_ERROR.code()) {
                    mistake(context);
                }
                return super.writeRstStream(context, streamId, errorCode, promise);
            }
        };
    }

    private void mistake(ChannelHandlerContext context) {
        try {
            cheap();
        } catch (Http2Exception e) {
            if (context.handler() instanceof Http2ConnectionHandler codec) {
                context.executor().execute(() -> codec.onError(context, false, e));
            }
        }
    }

    private boolean dropped(int streamId, @Nullable Http2Stream stream) {
        boolean late = connection.goAwaySent() && connection.remote().isValidStreamId(streamId)
                && streamId > connection.remote().lastStreamKnownByPeer();
        return late || (stream != null && stream.isResetSent());
    }

    /** Tells whether HEADERS open this stream or belong to it; on one that is closed they are an error of the connection. */
    private boolean opens(int streamId) throws Http2Exception {
        Http2Stream stream = connection.stream(streamId);
        if (dropped(streamId, stream)) {
            return false;
        }
        if (stream != null && stream.state() == Http2Stream.State.HALF_CLOSED_REMOTE) {
            throw Http2Exception.streamError(streamId, Http2Error.STREAM_CLOSED, "HEADERS behind the end");
        }
        if (stream != null || !connection.streamMayHaveExisted(streamId)) {
            return true;
        }
        if (reset.contains(streamId)) {
            return false;
        }
        throw Http2Exception.connectionError(Http2Error.STREAM_CLOSED, "HEADERS on the closed stream %d",
                streamId);
    }

    /** Passes the reader's frames through the gate. */
    private final class Reader implements Http2FrameReader {
        private final Http2FrameReader reader;
        private @Nullable Guard guard;

        Reader(Http2FrameReader reader) {
            this.reader = reader;
        }

        @Override
        public void readFrame(ChannelHandlerContext context, ByteBuf input, Http2FrameListener listener)
                throws Http2Exception {
            heard = System.nanoTime();
            Guard now = guard;
            if (now == null || !now.of.equals(listener)) {
                now = new Guard(listener);
                guard = now;
            }
            int from = input.readerIndex();
            try {
                reader.readFrame(context, input, now);
            } finally {
                openHead.passed(input, from, input.readerIndex());
            }
        }

        @Override
        public Configuration configuration() {
            return reader.configuration();
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    /** Looks at the frames that matter. */
    private final class Guard extends Http2FrameListenerDecorator {
        final Http2FrameListener of;

        Guard(Http2FrameListener of) {
            super(of);
            this.of = of;
        }

        @Override
        public int onDataRead(ChannelHandlerContext context, int streamId, ByteBuf data, int padding,
                boolean endOfStream) throws Http2Exception {
            if (!data.isReadable() && !endOfStream) {
                cheap();
            }
            Http2Stream stream = connection.stream(streamId);
            if (!dropped(streamId, stream)) {
                return of.onDataRead(context, streamId, data, padding, endOfStream);
            }
            int size = data.readableBytes() + padding; // it counts for the connection's window all the same
            connection.local().flowController().receiveFlowControlledFrame(stream, data, padding,
                    endOfStream);
            connection.local().flowController().consumeBytes(stream, size);
            return size;
        }

        @Override
        public void onHeadersRead(ChannelHandlerContext context, int streamId, Http2Headers headers,
                int padding,
                boolean endOfStream) throws Http2Exception {
            if (opens(streamId)) {
                of.onHeadersRead(context, streamId, headers, padding, endOfStream);
            }
        }

        @Override
        public void onHeadersRead(ChannelHandlerContext context, int streamId, Http2Headers headers,
                int streamDependency, short weight, boolean exclusive, int padding, boolean endOfStream)
                throws Http2Exception {
            if (opens(streamId)) {
                of.onHeadersRead(context, streamId, headers, streamDependency, weight, exclusive, padding,
                        endOfStream);
            }
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext context, int streamId, long errorCode)
                throws Http2Exception {
            cheap();
            of.onRstStreamRead(context, streamId, errorCode);
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings)
                throws Http2Exception {
            cheap();
            of.onSettingsRead(context, settings);
        }

        @Override
        public void onPingRead(ChannelHandlerContext context, long data) throws Http2Exception {
            cheap();
            of.onPingRead(context, data);
        }
    }
}
