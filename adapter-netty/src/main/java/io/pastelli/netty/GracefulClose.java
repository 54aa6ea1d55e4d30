package io.pastelli.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;

/**
 * The end of a connection that the client shall be able to read to the last byte: flush, FIN, then read and discard for
 * a while, because closing a socket with unread bytes sends a RST, which may destroy the answer on its way.
 *
 * <p>
 * <b>Threading:</b> the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, and that is an event
final class GracefulClose {
    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final long MOST_BYTES = 16 * 1024 * 1024;

    private final Channel channel;
    private final Deadline deadline;
    private boolean closing;
    private boolean inputShut;
    private boolean outputShut;
    private long discarded;

    GracefulClose(Channel channel, Deadline deadline) {
        this.channel = channel;
        this.deadline = deadline;
    }

    boolean closing() {
        return closing;
    }

    /** Tells whether all is sent and only the client's FIN is waited for. */
    boolean lingers() {
        return outputShut;
    }

    /**
     * Begins; further requests are not served.
     *
     * @param linger whether the client may still be sending
     * @param flushTime how long the client may take to accept what is buffered
     */
    void start(boolean linger, Duration flushTime) {
        if (closing) {
            return;
        }
        closing = true;
        deadline.in(flushTime);
        channel.config().setAutoRead(true);
        if (outputShut) {
            flushed(linger);
        } else {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(sent -> flushed(linger && sent.isSuccess()));
        }
    }

    /** Closes now, past TLS: what is buffered is lost, and no farewell is said. */
    void abort() {
        closing = true;
        abort(channel);
    }

    /** Closes a channel now, past TLS. */
    static void abort(Channel channel) {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (first != null) {
            first.close();
        }
    }

    /** Ends our direction only: a FIN, over TLS close_notify before it. */
    void shutOutput() {
        outputShut = true;
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            sendFin();
        } else {
            tls.closeOutbound().addListener(said -> sendFin());
        }
    }

    private void sendFin() {
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
    }

    /** Takes note of bytes that nobody will answer. */
    void discarded(int bytes) {
        discarded += bytes;
        if (discarded > MOST_BYTES) {
            abort();
        }
    }

    /** The client has sent its FIN. */
    void inputShut() {
        inputShut = true;
        if (closing && outputShut) {
            abort();
        }
    }

    private void flushed(boolean linger) {
        if (linger && !inputShut) {
            deadline.in(LINGER);
            channel.pipeline().addFirst(new Discard()); // past TLS, which may have ended its own way in
            if (!outputShut) {
                shutOutput();
            }
        } else {
            channel.close();
        }
    }

    /** Takes note of what nobody will read. */
    private final class Discard extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            discarded(message instanceof ByteBuf bytes ? bytes.readableBytes() : 0);
            ReferenceCountUtil.release(message);
        }
    }
}
