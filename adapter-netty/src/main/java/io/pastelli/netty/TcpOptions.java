package io.pastelli.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.pastelli.adapter.KeepAlive;
import io.pastelli.adapter.Settings;
import jdk.net.ExtendedSocketOptions;

/** What is asked of the sockets. */
final class TcpOptions {
    /** Below this many unsent bytes a connection takes more. */
    static final int LOW = 32 * 1024;
    /** Above this many unsent bytes a connection takes no more. */
    static final int HIGH = 64 * 1024;

    private TcpOptions() {}

    static void apply(ServerBootstrap server, Settings settings, Transport transport) {
        server.option(ChannelOption.SO_BACKLOG, 4096).option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, allocator())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                // a FIN is an event of its own and does not close by itself: what it means depends on the exchange
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(LOW, HIGH));
        if (settings.sendBuffer() > 0) {
            server.childOption(ChannelOption.SO_SNDBUF, settings.sendBuffer());
        }
        if (transport.epoll()) {
            // unacknowledged bytes suspend keep-alive probes: this is what finds a silent peer then
            server.childOption(EpollChannelOption.TCP_USER_TIMEOUT,
                    (int) settings.timeouts().write().toMillis());
        }
    }

    /** Sets the times of keep-alive, which are each connection's own. */
    static void accepted(Channel channel, KeepAlive keepAlive, Transport transport) {
        KeepAlive probes = keepAlive.spread();
        int idle = (int) probes.idle().toSeconds();
        int interval = (int) probes.interval().toSeconds();
        boolean epoll = transport.epoll();
        ChannelConfig config = channel.config();
        try {
            config.setOption(epoll
                    ? EpollChannelOption.TCP_KEEPIDLE
                    : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), idle);
            config.setOption(epoll
                    ? EpollChannelOption.TCP_KEEPINTVL
                    : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), interval);
            config.setOption(epoll
                    ? EpollChannelOption.TCP_KEEPCNT
                    : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), probes.probes());
        } catch (ChannelException e) {
            // the client has gone already
        }
    }

    /** Only event loops ask for buffers, which is what the pooled allocator is good at; Netty's own switch still counts. */
    private static ByteBufAllocator allocator() {
        return System.getProperty("io.netty.allocator.type") == null
                ? PooledByteBufAllocator.DEFAULT
                : ByteBufAllocator.DEFAULT;
    }
}
