package io.pastelli.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.pastelli.owner.Exit;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;

/**
 * The events of one connection of HTTP/1.
 *
 * <p>
 * Reading goes on while a response is open, so that a FIN or a RST is seen at once; see {@link Serving} for the two
 * bounds that stop it.
 *
 * <p>
 * <b>Threading:</b> the event loop of the channel, all of it.
 */
final class Http1Connection extends ChannelInboundHandlerAdapter implements ServedConnection {
    private static final System.Logger LOG = System.getLogger(Http1Connection.class.getName());

    private final Serving serving;

    private Http1Connection(ServerContext server, Channel channel) {
        this.serving = new Serving(server, channel);
    }

    /** Serves HTTP/1 on a channel, from now on or, on a new one, from its becoming active. */
    static void serve(ServerContext server, Channel channel) {
        var connection = new Http1Connection(server, channel);
        boolean known = channel.pipeline().get(ServedConnection.class) != null; // it is active already
        channel.pipeline().addLast(connection);
        if (known) {
            connection.serving.accepted();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        serving.accepted();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (serving.close().closing()) {
            serving.close().discarded(message instanceof ByteBuf bytes ? bytes.readableBytes() : 0);
            ReferenceCountUtil.release(message);
        } else if (message instanceof ByteBuf bytes) {
            serving.arrived(bytes);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        serving.readComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        serving.outbound().progress();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        switch (event) {
            case ChannelInputShutdownEvent fin -> serving.inputShut();
            case SslCloseCompletionEvent closeNotify when closeNotify.isSuccess()
                    && !serving.close().closing() ->
                serving.farewell(context.pipeline().get(SslHandler.class));
            default -> {
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.log(Level.DEBUG, "a connection is closed after an unexpected error", cause);
        }
        serving.depart(HangUp.of(cause), cause);
        serving.close().abort();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        serving.depart(new Exit.ClientClosed(), new ClosedChannelException());
        serving.gone();
    }

    @Override
    public void closeIfIdle() {
        serving.closeIfIdle();
    }

    @Override
    public void shutDown() {
        serving.depart(new Exit.Shutdown(), new ClosedChannelException());
        serving.close().abort();
    }
}
