package io.pastelli.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelOutputShutdownException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/**
 * Stands before TLS and HTTP/2 and makes an error of a write that met a broken connection. TLS writes on its own, session
 * tickets and alerts, and tells nobody when such a write is the first to meet the client's RST; a stream of HTTP/2 tells
 * nobody but itself.
 *
 * <p>
 * <b>Threading:</b> the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told below
final class FailedWrites extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        context.write(message, promise.unvoid().addListener(written -> {
            if (written.cause() instanceof IOException cause && !(cause instanceof ClosedChannelException)
                    && !(cause instanceof ChannelOutputShutdownException)) {
                context.fireExceptionCaught(cause);
            }
        }));
    }
}
