package io.pastelli.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import javax.net.ssl.SSLException;

/**
 * Asks the native TLS engine for an error that it keeps. For a record that is broken it makes an alert and throws nothing;
 * it throws only when it is called again after that, which Netty does not do before the client sends or ends something.
 * So whenever something came of which nothing could be decrypted, it is given nothing to encrypt.
 *
 * <p>
 * <b>Threading:</b> the event loop of the channel.
 */
final class KeptTlsError extends ChannelInboundHandlerAdapter {
    private boolean decrypted;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        decrypted = true;
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!decrypted) {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
                if (written.cause() instanceof SSLException broken) {
                    context.fireExceptionCaught(broken);
                }
            });
        }
        decrypted = false;
        context.fireChannelReadComplete();
    }
}
