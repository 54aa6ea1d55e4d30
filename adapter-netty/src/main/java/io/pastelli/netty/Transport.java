package io.pastelli.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * How bytes get from and to the kernel.
 *
 * @param handlers the I/O part of an event loop
 * @param server the accepting channel
 * @param epoll whether this is the native transport
 */
record Transport(IoHandlerFactory handlers, Class<? extends ServerChannel> server, boolean epoll) {
    /** Returns the native transport where there is one, NIO elsewhere. */
    static Transport best() {
        return Epoll.isAvailable() ? epollNative() : nio();
    }

    static Transport nio() {
        return new Transport(NioIoHandler.newFactory(), NioServerSocketChannel.class, false);
    }

    static Transport epollNative() {
        return new Transport(EpollIoHandler.newFactory(), EpollServerSocketChannel.class, true);
    }

    /** Returns event loops whose threads keep the JVM alive, as a server is expected to. */
    EventLoopGroup group(String name, int threads) {
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, false), handlers);
    }
}
