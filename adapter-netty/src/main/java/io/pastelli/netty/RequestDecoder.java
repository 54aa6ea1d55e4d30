package io.pastelli.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.pastelli.adapter.Limits;
import java.util.List;

/**
 * Netty's parser with our limits, stricter where it is lenient, and able to say whether it is within a head.
 *
 * <p>
 * <b>Threading:</b> the connection's event loop.
 */
final class RequestDecoder extends HttpRequestDecoder {
    private static final int LARGEST_PIECE = 64 * 1024;

    /** The event that bytes came although reading was stopped. */
    enum Event {
        READ_WHILE_STOPPED
    }

    private boolean betweenRequests = true;
    private boolean withinHead;
    private boolean lineSeen;
    private boolean folded;

    RequestDecoder(Limits limits) {
        super(new HttpDecoderConfig().setMaxInitialLineLength(limits.requestLine())
                .setMaxHeaderSize(limits.headers())
                .setMaxChunkSize(LARGEST_PIECE).setUseRfc9112TransferEncoding(true));
    }

    /** Tells whether a part of a request head has arrived and the rest has not. */
    boolean withinHead() {
        return withinHead;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
        boolean stopped = !context.channel().config().isAutoRead();
        super.channelRead(context, bytes);
        if (stopped) {
            context.fireUserEventTriggered(Event.READ_WHILE_STOPPED);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
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
            betweenRequests = out.getLast() instanceof LastHttpContent;
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
