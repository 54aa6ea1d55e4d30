package io.pastelli.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.DecoderException;
import io.pastelli.adapter.Exits;
import io.pastelli.owner.Exit;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.SSLException;

/**
 * How a client has left: what an error means, and what the kernel knows of a client that is not read from. Epoll reports
 * a FIN also while reading is stopped, by one more read, and knows the state of the connection; NIO has neither.
 */
final class HangUp {
    private static final int TCP_CLOSE = 7; // as in the kernel's tcp_states.h
    private static final int TCP_CLOSE_WAIT = 8;

    private HangUp() {}

    /** Returns how the client has left; empty when it has not, or when nobody can know. */
    static Optional<Exit> of(Channel channel) {
        if (!(channel instanceof EpollSocketChannel socket) || !socket.isActive()) {
            return Optional.empty();
        }
        try {
            return switch (socket.tcpInfo().state()) {
                case TCP_CLOSE_WAIT -> Optional.of(new Exit.ClientClosed());
                case TCP_CLOSE -> Optional.of(new Exit.ClientReset(OptionalLong.empty()));
                default -> Optional.empty();
            };
        } catch (ChannelException e) {
            return Optional.empty(); // closed meanwhile: the channel tells
        }
    }

    /** Returns what an error of a connection means: broken TLS breaks the connection, whatever Netty wraps it in. */
    static Exit of(Throwable cause) {
        return Exits.of(cause instanceof DecoderException && cause.getCause() instanceof SSLException tls
                ? tls
                : cause);
    }
}
