package io.pastelli.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.pastelli.adapter.Refusal;
import java.lang.System.Logger.Level;

/**
 * A connection to a port with TLS, until its handshake is over: then the protocol agreed by ALPN is served. Who speaks
 * plain HTTP is told so; who does not finish in the time of a request head is closed.
 *
 * <p>
 * <b>Threading:</b> the event loop of the channel, all of it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, and that is an event
final class Arrival extends ChannelInboundHandlerAdapter implements ServedConnection {
    private static final System.Logger LOG = System.getLogger(Arrival.class.getName());
    private static final int HANDSHAKE = 22; // the content type of RFC 8446 section 5.1
    private static final Refusal PLAIN = new Refusal(400,
            "this port speaks https: use https:// in the address");

    private final ServerContext server;
    private final TlsEngines engines;
    private final Deadline deadline;
    private final GracefulClose close;

    Arrival(ServerContext server, TlsEngines engines, Channel channel) {
        this.server = server;
        this.engines = engines;
        this.deadline = new Deadline(channel.eventLoop(), () -> abort());
        this.close = new GracefulClose(channel, deadline);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (server.paused()) {
            close.abort();
        } else {
            deadline.in(server.settings().timeouts().head());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes) || close.closing() || !bytes.isReadable()) {
            close.discarded(message instanceof ByteBuf bytes ? bytes.readableBytes() : 0);
            ReferenceCountUtil.release(message);
        } else if (bytes.getByte(bytes.readerIndex()) == HANDSHAKE) {
            SslHandler tls = engines.handler(context.alloc());
            tls.setHandshakeTimeoutMillis(0); // the deadline is for all of it, the first byte included
            context.pipeline().addBefore(context.name(), "tls", tls).addFirst(new FailedWrites());
            context.pipeline().fireChannelRead(bytes);
        } else {
            boolean text = Character.isLetter(bytes.getByte(bytes.readerIndex()));
            bytes.release();
            if (text) {
                context.write(Unpooled.wrappedBuffer(PLAIN.bytes()), context.voidPromise());
                close.start(true, server.settings().timeouts().write());
            } else {
                close.abort();
            }
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        switch (event) {
            case SslHandshakeCompletionEvent done when done.isSuccess() -> agreed(context);
            case SslHandshakeCompletionEvent failed ->
                close.start(false, server.settings().timeouts().head());
            case ChannelInputShutdownEvent fin when close.closing() -> close.inputShut();
            case ChannelInputShutdownEvent fin -> close.abort();
            default -> {
            }
        }
    }

    private void agreed(ChannelHandlerContext context) {
        deadline.stop();
        SslHandler tls = context.pipeline().get(SslHandler.class);
        String agreed = tls.applicationProtocol(); // Netty's own engines
        boolean http2 = "h2".equals(agreed == null ? tls.engine().getApplicationProtocol() : agreed);
        if (engines instanceof TlsEngines.Native) {
            context.pipeline().addAfter("tls", null, new KeptTlsError());
        }
        server.serve(context.channel(), http2);
        context.pipeline().remove(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.log(Level.DEBUG, "a handshake failed", cause);
        if (!(cause instanceof DecoderException)) { // of which TLS has told the client
            close.abort();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deadline.stop();
    }

    @Override
    public void closeIfIdle() {
        abort();
    }

    @Override
    public void shutDown() {
        abort();
    }

    private void abort() {
        close.abort();
    }
}
