package io.pastelli.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/**
 * A connection in clear text that may speak HTTP/2 with prior knowledge (RFC 9113 section 3.3), until its first bytes say
 * what it speaks.
 *
 * <p>
 * <b>Threading:</b> the event loop of the channel, all of it.
 */
final class Preface extends ChannelInboundHandlerAdapter implements ServedConnection {
    private static final ByteBuf HTTP2 = Unpooled
            .unreleasableBuffer(Unpooled.copiedBuffer("PRI * HTTP/2.0\r\n", StandardCharsets.US_ASCII))
            .asReadOnly();

    private final ServerContext server;
    private final Channel channel;
    private final Deadline deadline;
    private ByteBuf seen = Unpooled.EMPTY_BUFFER;

    Preface(ServerContext server, Channel channel) {
        this.server = server;
        this.channel = channel;
        this.deadline = new Deadline(channel.eventLoop(), () -> GracefulClose.abort(channel));
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (server.paused()) {
            GracefulClose.abort(channel);
        } else {
            deadline.in(server.settings().timeouts().head());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
            return;
        }
        seen = Unpooled.wrappedBuffer(seen, bytes);
        int compared = Math.min(seen.readableBytes(), HTTP2.readableBytes());
        boolean same = seen.slice(seen.readerIndex(), compared).equals(HTTP2.slice(0, compared));
        if (!same || compared == HTTP2.readableBytes()) {
            serve(context, same);
        }
    }

    private void serve(ChannelHandlerContext context, boolean http2) {
        ByteBuf all = seen;
        seen = Unpooled.EMPTY_BUFFER;
        deadline.stop();
        if (http2) {
            context.pipeline().addFirst(new FailedWrites());
        }
        server.serve(channel, http2);
        context.fireChannelRead(all);
        context.pipeline().remove(this);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            GracefulClose.abort(channel);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        GracefulClose.abort(channel);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deadline.stop();
        seen.release();
        seen = Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void closeIfIdle() {
        GracefulClose.abort(channel);
    }

    @Override
    public void shutDown() {
        GracefulClose.abort(channel);
    }
}
