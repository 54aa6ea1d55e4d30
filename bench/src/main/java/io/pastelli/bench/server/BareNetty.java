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
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.ssl.SslContext;
import io.pastelli.tls.Tls;
import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/** Netty with its HTTP codec and one handler on the event loop, on the transport that our adapter takes. */
final class BareNetty implements Served {
    private final DefaultChannelGroup streams = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final DefaultChannelGroup sockets = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicInteger opened = new AtomicInteger();
    private final DateCache dates = new DateCache();
    private final int port;
    private final int tlsPort;
    private final File file;

    BareNetty(Tls tls, Path file) throws SSLException {
        this.file = file.toFile();
        ServerBootstrap bootstrap = bootstrap();
        port = bind(
                bootstrap.childHandler(initializer(client -> client.pipeline().addLast(new HttpServerCodec(),
                        handler()))));
        SslContext ssl = BareNettyTls.context(tls);
        tlsPort = bind(bootstrap.clone().childHandler(initializer(client -> client.pipeline().addLast(
                ssl.newHandler(client.alloc()),
                new BareNettyTls(this::handler)))));
    }

    /** Returns a server without a pipeline, with one event loop a processor. */
    static ServerBootstrap bootstrap() {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        var loops = new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), io);
        return new ServerBootstrap().group(new MultiThreadIoEventLoopGroup(1, io), loops)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096).childOption(ChannelOption.TCP_NODELAY, true);
    }

    private BareNettyHandler handler() {
        return new BareNettyHandler(streams, sockets, opened, dates, file);
    }

    static ChannelInitializer<SocketChannel> initializer(Consumer<SocketChannel> pipeline) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel client) {
                pipeline.accept(client);
            }
        };
    }

    static int bind(ServerBootstrap bootstrap) {
        var channel = bootstrap.bind("127.0.0.1", 0).syncUninterruptibly().channel();
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public int tlsPort() {
        return tlsPort;
    }

    @Override
    public int opened() {
        return opened.get();
    }

    @Override
    public int broadcast(byte[] event) {
        int reached = streams.size() + sockets.size();
        var _ = sockets.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(event)),
                channel -> true, true);
        var ignored = streams.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(event)),
                channel -> true,
                true);
        return reached;
    }
}
