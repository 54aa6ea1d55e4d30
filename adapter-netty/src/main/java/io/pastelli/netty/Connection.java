package io.pastelli.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import io.pastelli.adapter.Exits;
import io.pastelli.owner.Exit;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;

/**
 * The events of one connection.
 *
 * <p>
 * Reading goes on while a response is open, so that a FIN or a RST is seen at once; see {@link Serving} for the two
 * bounds that stop it.
 *
 * <p>
 * <b>Threading:</b> the event loop of the channel, all of it.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    private static final System.Logger LOG = System.getLogger(Connection.class.getName());

    private final ServerContext server;
    private final Channel channel;
    private final Serving serving;

    Connection(ServerContext server, Channel channel, RequestDecoder decoder) {
        this.server = server;
        this.channel = channel;
        this.serving = new Serving(server, channel, decoder);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        server.channels().add(channel);
        serving.accepted();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (serving.close().closing() || !(message instanceof HttpObject part)) {
            serving.close().discarded(message instanceof ByteBuf bytes ? bytes.readableBytes() : 0);
            ReferenceCountUtil.release(message);
        } else {
            serving.arrived(part);
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
        if (event instanceof ChannelInputShutdownEvent) {
            serving.inputShut();
        } else if (event == RequestDecoder.Event.READ_WHILE_STOPPED) {
            serving.lookForHangUp();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.log(Level.DEBUG, "a connection is closed after an unexpected error", cause);
        }
        serving.depart(Exits.of(cause), cause);
        serving.close().abort();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        serving.depart(new Exit.ClientClosed(), new ClosedChannelException());
        serving.gone();
    }

    /** Closes when nothing is going on; for a listener that pauses. */
    void closeIfIdle() {
        serving.closeIfIdle();
    }

    /** Closes at once; for a listener that ends. */
    void shutDown() {
        serving.depart(new Exit.Shutdown(), new ClosedChannelException());
        serving.close().abort();
    }
}
