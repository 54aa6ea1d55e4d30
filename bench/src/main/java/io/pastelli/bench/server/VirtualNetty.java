package io.pastelli.bench.server;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Netty whose handler gives each whole request to a new virtual thread; it has no such mode of its own. */
final class VirtualNetty implements VirtualServer {
    private static final int MOST = 1 << 20;

    private final int port;

    VirtualNetty() {
        var answers = new Answers();
        port = BareNetty
                .bind(BareNetty.bootstrap().childHandler(BareNetty.initializer(client -> client.pipeline()
                        .addLast(new HttpServerCodec(), new HttpObjectAggregator(MOST), answers))));
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
