package io.pastelli.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Stands before everything and fires itself as an event when bytes came although reading was stopped: that is how epoll
 * says that the client may have left.
 *
 * <p>
 * <b>Threading:</b> the connection's event loop.
 */
final class ReadWhileStopped extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        boolean stopped = !context.channel().config().isAutoRead();
        context.fireChannelRead(bytes);
        if (stopped) {
            context.fireUserEventTriggered(this);
        }
    }
}
