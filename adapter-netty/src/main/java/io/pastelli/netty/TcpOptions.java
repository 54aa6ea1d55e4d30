package io.pastelli.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.bootstrap.ServerBootstrap;
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
            epoll(server, settings);
        } else {
            nio(server, settings.keepAlive());
        }
    }

    /** Only event loops ask for buffers, which is what the pooled allocator is good at; Netty's own switch still counts. */
    private static ByteBufAllocator allocator() {
        return System.getProperty("io.netty.allocator.type") == null
                ? PooledByteBufAllocator.DEFAULT
                : ByteBufAllocator.DEFAULT;
    }

    /** Unacknowledged bytes suspend keep-alive probes; TCP_USER_TIMEOUT is what finds a silent peer then. */
    private static void epoll(ServerBootstrap server, Settings settings) {
        KeepAlive probes = settings.keepAlive();
        server.childOption(EpollChannelOption.TCP_KEEPIDLE, (int) probes.idle().toSeconds())
                .childOption(EpollChannelOption.TCP_KEEPINTVL, (int) probes.interval().toSeconds())
                .childOption(EpollChannelOption.TCP_KEEPCNT, probes.probes())
                .childOption(EpollChannelOption.TCP_USER_TIMEOUT,
                        (int) settings.timeouts().write().toMillis());
    }

    private static void nio(ServerBootstrap server, KeepAlive probes) {
        server.childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
                (int) probes.idle().toSeconds())
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
                        (int) probes.interval().toSeconds())
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), probes.probes());
    }
}
