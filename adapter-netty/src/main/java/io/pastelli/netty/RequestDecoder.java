package io.pastelli.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.pastelli.adapter.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Netty's parser with our limits, stricter where it is lenient, and able to say whether it is within a head. After a
 * request that asks for an upgrade it parses nothing until that is decided: the bytes may be no HTTP.
 *
 * <p>
 * <b>Threading:</b> the connection's event loop.
 */
final class RequestDecoder extends HttpRequestDecoder {
    private static final int LARGEST_PIECE = 64 * 1024;

    private boolean betweenRequests = true;
    private boolean withinHead;
    private boolean lineSeen;
    private boolean folded;
    private boolean upgrade; // the request asks for another protocol
    private boolean holds;
    private @Nullable ChannelHandlerContext context;

    RequestDecoder(Limits limits) {
        super(new HttpDecoderConfig().setMaxInitialLineLength(limits.requestLine())
                .setMaxHeaderSize(limits.headers())
                .setMaxChunkSize(LARGEST_PIECE).setUseRfc9112TransferEncoding(true));
    }

    /** Tells whether a part of a request head has arrived and the rest has not. */
    boolean withinHead() {
        return withinHead;
    }

    /** Returns how many bytes wait because of an upgrade that is not decided. */
    int held() {
        return holds ? actualReadableBytes() : 0;
    }

    /** Goes on after a request whose upgrade was not taken. */
    void goOn() {
        if (holds) {
            holds = false;
            ChannelHandlerContext context = this.context;
            if (context != null && actualReadableBytes() > 0) {
                context.channel().eventLoop().execute(() -> resume(context)); // not from within a decode
            }
        }
    }

    private void resume(ChannelHandlerContext context) {
        try {
            if (!context.isRemoved()) {
                channelRead(context, Unpooled.EMPTY_BUFFER);
                context.fireChannelReadComplete();
            }
        } catch (Exception e) {
            context.fireExceptionCaught(e);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        super.handlerAdded(context);
        this.context = context;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (holds) {
            return;
        }
        int before = out.size();
        int start = in.readerIndex();
        boolean bytes = in.isReadable();
        super.decode(context, in, out);
        if (betweenRequests) {
            folded |= folds(in, start, in.readerIndex());
        }
        if (out.size() > before) {
            if (betweenRequests && folded && out.get(before) instanceof HttpObject head) {
                head.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("a folded field")));
            }
            upgrade |= out.get(before) instanceof HttpRequest head
                    && head.headers().contains(HttpHeaderNames.UPGRADE);
            betweenRequests = out.getLast() instanceof LastHttpContent;
            holds = upgrade && betweenRequests;
            upgrade &= !betweenRequests;
            withinHead = false;
            lineSeen = false;
            folded = false;
        } else if (bytes && betweenRequests) {
            withinHead = true;
        }
    }

    /** Tells whether one of these whole lines goes on with the one before it (RFC 9112 section 5.2). */
    private boolean folds(ByteBuf in, int start, int end) {
        for (int line = start; line < end;) {
            byte first = in.getByte(line);
            if (lineSeen && (first == ' ' || first == '\t')) {
                return true;
            }
            lineSeen = true;
            int feed = in.indexOf(line, end, (byte) '\n');
            line = feed < 0 ? end : feed + 1;
        }
        return false;
    }

    @Override
    protected HttpMessage createMessage(String[] line) throws Exception {
        String version = line[2];
        if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
            throw new UnservedVersionException(version);
        }
        return super.createMessage(line);
    }

    /** Two lengths are how a request is smuggled past a proxy (RFC 9112 section 6.3): refused, never repaired. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both content-length and transfer-encoding");
    }
}
