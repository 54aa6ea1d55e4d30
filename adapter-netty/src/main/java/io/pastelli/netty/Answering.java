package io.pastelli.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.ResponseHead;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;

/**
 * What exchanges ask of their connection.
 *
 * <p>
 * <b>Threading:</b> the event loop of the channel, all of it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, and that is an event
final class Answering {
    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

    private final Serving serving;
    private final Channel channel;

    Answering(Serving serving, Channel channel) {
        this.serving = serving;
        this.channel = channel;
    }

    void begin(NettyExchange exchange, ResponseHead head, ByteBuffer first, boolean last,
            Completion completion) {
        if (!serving.serves(exchange)) {
            completion.failed(new ClosedChannelException());
            return;
        }
        boolean http10 = exchange.head().http10();
        boolean stream = head.framing() == Framing.STREAM;
        boolean chunked = stream && !http10;
        exchange.framing = head.framing();
        exchange.keep = (!stream || chunked) && keeps(exchange, head, last);
        ByteBuf out = serving.outbound().forHead(first.remaining());
        HeadWriter.write(out, head, chunked, word(exchange.keep, http10));
        serving.outbound().begin(out, first, last, chunked, completion);
    }

    void write(NettyExchange exchange, ByteBuffer bytes, boolean last, Completion completion) {
        if (serving.serves(exchange)) {
            serving.outbound().write(bytes, last, completion);
        } else {
            completion.failed(new ClosedChannelException());
        }
    }

    /** Breaks a response off: by a RST where only the close marks the end, and where the client takes nothing. */
    void cut(NettyExchange exchange) {
        if (serving.serves(exchange)) {
            boolean endIsClose = exchange.framing == Framing.STREAM && exchange.head().http10();
            if (endIsClose || serving.outbound().pending()) {
                resetOnClose();
            }
            serving.breakOff(exchange, new ClosedChannelException());
        }
    }

    private void resetOnClose() {
        try {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (ChannelException e) {
            // closed meanwhile, by the client or by a stop
        }
    }

    /** Says {@code 100 Continue}, unless the answer or the body has come meanwhile (RFC 9110 section 10.1.1). */
    void sayContinue(NettyExchange exchange) {
        if (serving.serves(exchange) && exchange.framing == null && exchange.bodyBytes == 0
                && !exchange.bodyComplete) {
            channel.write(Unpooled.copiedBuffer(CONTINUE, StandardCharsets.US_ASCII), channel.voidPromise());
            channel.flush();
        }
    }

    private boolean keeps(NettyExchange exchange, ResponseHead head, boolean last) {
        return exchange.head().keepAlive() && !exchange.closeAfter && !HeadWriter.asksToClose(head)
                && !serving.isLast() && !exchange.waitsForContinue() && !(last && tooMuchToDrain(exchange));
    }

    private static boolean tooMuchToDrain(NettyExchange exchange) {
        long read = exchange.bodyBytes - exchange.body().size();
        long all = Math.max(exchange.head().length(), exchange.bodyBytes);
        return !exchange.bodyComplete && all - read > Serving.MOST_DRAINED;
    }

    private static HeadWriter.Connection word(boolean keep, boolean http10) {
        if (!keep) {
            return HeadWriter.Connection.CLOSE;
        }
        return http10 ? HeadWriter.Connection.KEEP_ALIVE : HeadWriter.Connection.SILENT;
    }
}
