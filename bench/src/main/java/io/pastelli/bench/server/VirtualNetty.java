package io.pastelli.bench.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Netty whose handler gives each whole request to a new virtual thread; it has no such mode of its own. */
final class VirtualNetty implements VirtualServer {
    private static final int MOST = 1 << 20;

    private final int port;

    VirtualNetty() {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        var answers = new Answers();
        var loops = new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), io);
        var bootstrap = new ServerBootstrap().group(new MultiThreadIoEventLoopGroup(1, io), loops)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096).childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        client.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(MOST),
                                answers);
                    }
                });
        var channel = bootstrap.bind("127.0.0.1", 0).syncUninterruptibly().channel();
        port = ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    public int port() {
        return port;
    }

    @Sharable
    private static final class Answers extends SimpleChannelInboundHandler<FullHttpRequest> {
        private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
        private final DateCache dates = new DateCache();

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            request.retain();
            threads.execute(() -> {
                try {
                    answer(ctx, request);
                } finally {
                    request.release();
                }
            });
        }

        private void answer(ChannelHandlerContext ctx, FullHttpRequest request) {
            byte[] body = request.method().equals(HttpMethod.POST)
                    ? ByteBufUtil.getBytes(request.content())
                    : VirtualServer.body(request.uri());
            var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK,
                    Unpooled.wrappedBuffer(body));
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, VirtualServer.type(request.uri()))
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length)
                    .set(HttpHeaderNames.DATE, dates.now());
            var _ = ctx.writeAndFlush(response, ctx.voidPromise());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            var _ = ctx.close();
        }
    }
}
