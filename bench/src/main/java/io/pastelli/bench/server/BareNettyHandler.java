package io.pastelli.bench.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.util.ReferenceCountUtil;
import io.pastelli.bench.Wire;
import java.io.File;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Answers on the event loop, flushes once a read; bodies are gathered without a copy. */
final class BareNettyHandler extends ChannelInboundHandlerAdapter {
    private static final byte[] TEXT = Wire.TEXT.getBytes(US_ASCII);

    private final ChannelGroup streams;
    private final ChannelGroup sockets;
    private final AtomicInteger opened;
    private final DateCache dates;
    private final File file;
    private @Nullable CompositeByteBuf body;

    BareNettyHandler(ChannelGroup streams, ChannelGroup sockets, AtomicInteger opened, DateCache dates,
            File file) {
        this.streams = streams;
        this.sockets = sockets;
        this.opened = opened;
        this.dates = dates;
        this.file = file;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof WebSocketFrame frame) {
                var ignored = ctx.write(frame.retain(), ctx.voidPromise());
            }
            if (message instanceof HttpRequest request) {
                if (request.uri().startsWith(Wire.SOCKETS)) {
                    upgrade(ctx, request);
                } else if (request.method().equals(HttpMethod.POST)) {
                    body = ctx.alloc().compositeBuffer(64);
                } else {
                    get(ctx, request.uri());
                }
            }
            if (message instanceof HttpContent content && body != null) {
                body.addComponent(true, content.content().retain());
                if (content instanceof LastHttpContent) {
                    answer(ctx, "application/octet-stream", body);
                    body = null;
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void upgrade(ChannelHandlerContext ctx, HttpRequest request) {
        var handshaker = new WebSocketServerHandshakerFactory(request.uri(), null, false)
                .newHandshaker(request);
        var whole = new DefaultFullHttpRequest(request.protocolVersion(), request.method(), request.uri(),
                Unpooled.EMPTY_BUFFER, request.headers(), EmptyHttpHeaders.INSTANCE);
        var ignored = handshaker.handshake(ctx.channel(), whole).addListener(done -> {
            sockets.add(ctx.channel());
            opened.incrementAndGet();
        });
    }

    private void get(ChannelHandlerContext ctx, String path) {
        if (path.equals(Wire.PLAIN) || path.equals(Wire.ROUTED)) {
            answer(ctx, "text/plain; charset=utf-8", Unpooled.wrappedBuffer(TEXT));
        } else if (path.startsWith(Wire.JSON)) {
            answer(ctx, "application/json", Unpooled.wrappedBuffer(BareJson.body(path)));
        } else if (path.equals(Wire.FILE)) {
            var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            head.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, Wire.FILE_SIZE);
            send(ctx, head);
            var _ = ctx.write(new DefaultFileRegion(file, 0, Wire.FILE_SIZE));
            var _ = ctx.write(LastHttpContent.EMPTY_LAST_CONTENT);
        } else {
            var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            head.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                    .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            send(ctx, head);
            if (path.startsWith(Wire.STREAMS)) {
                streams.add(ctx.channel());
            }
            opened.incrementAndGet();
        }
    }

    private void answer(ChannelHandlerContext ctx, String type, ByteBuf bytes) {
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, bytes);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, type).setInt(HttpHeaderNames.CONTENT_LENGTH,
                bytes.readableBytes());
        send(ctx, response);
    }

    private void send(ChannelHandlerContext ctx, HttpResponse response) {
        response.headers().set(HttpHeaderNames.DATE, dates.now());
        var ignored = ctx.write(response, ctx.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        var ignored = ctx.close();
    }
}
