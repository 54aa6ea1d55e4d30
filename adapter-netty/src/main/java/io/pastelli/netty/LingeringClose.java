package io.pastelli.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;

/**
 * Turns a close into a {@link GracefulClose}, so that a client that is still sending reads the GOAWAY which says why.
 *
 * <p>
 * <b>Threading:</b> the event loop of the channel, all of it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, and that is an event
final class LingeringClose extends ChannelDuplexHandler {
    private final Duration flushTime;
    private final Deadline deadline;
    private final GracefulClose close;

    LingeringClose(Channel channel, Duration flushTime) {
        this.flushTime = flushTime;
        this.deadline = new Deadline(channel.eventLoop(), () -> GracefulClose.abort(channel));
        this.close = new GracefulClose(channel, deadline);
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (close.closing()) {
            context.close(promise);
            return;
        }
        context.channel().closeFuture().addListener(closed -> promise.trySuccess());
        close.start(true, flushTime);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (close.closing()) {
            close.discarded(message instanceof ByteBuf bytes ? bytes.readableBytes() : 0);
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            close.inputShut();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deadline.stop();
        context.fireChannelInactive();
    }
}
