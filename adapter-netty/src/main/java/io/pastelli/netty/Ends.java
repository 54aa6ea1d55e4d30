package io.pastelli.netty;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.pastelli.adapter.Peer;
import io.pastelli.tls.TlsSession;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What all exchanges of a connection say of it.
 *
 * @param peer the addresses
 * @param tls what was agreed, empty in clear text
 */
record Ends(Peer peer, Optional<TlsSession> tls) {
    /** Returns the ends of an open connection, whose handshake is over; empty when it is closed already. */
    static Optional<Ends> of(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress remote)
                || !(channel.localAddress() instanceof InetSocketAddress local)) {
            return Optional.empty(); // gone already: the socket has no ends any more
        }
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        return Optional.of(new Ends(new Peer(remote, local),
                Optional.ofNullable(tls).map(handler -> TlsEngines.agreed(handler.engine().getSession()))));
    }

    String scheme() {
        return tls.isPresent() ? "https" : "http";
    }
}
