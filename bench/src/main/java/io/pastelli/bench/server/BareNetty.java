package io.pastelli.bench.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Netty with its HTTP codec and one handler on the event loop, on the transport that our adapter takes. */
final class BareNetty implements Served {
    private final DefaultChannelGroup streams = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicInteger opened = new AtomicInteger();
    private final DateCache dates = new DateCache();
    private final int port;

    BareNetty() {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        var loops = new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), io);
        var channel = new ServerBootstrap().group(new MultiThreadIoEventLoopGroup(1, io), loops)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096).childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        client.pipeline().addLast(new HttpServerCodec(),
                                new BareNettyHandler(streams, opened, dates));
                    }
                }).bind("127.0.0.1", 0).syncUninterruptibly().channel();
        port = ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public int opened() {
        return opened.get();
    }

    @Override
    public int broadcast(byte[] event) {
        int reached = streams.size();
        var ignored = streams.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(event)),
                channel -> true,
                true);
        return reached;
    }
}
