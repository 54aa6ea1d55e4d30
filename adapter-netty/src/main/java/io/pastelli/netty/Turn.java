package io.pastelli.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.pastelli.adapter.Completion;
import io.pastelli.adapter.FilePart;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.Refusal;
import io.pastelli.adapter.RefusedException;
import io.pastelli.adapter.RequestHead;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.adapter.http1.BodyDecoder;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import io.pastelli.owner.Exit;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * One request of HTTP/1 and its response, while they have the connection for themselves.
 *
 * <p>
 * <b>Threading:</b> the event loop of the channel, all of it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, and that is an event
final class Turn implements Responder {
    /** Most bytes of an unread request body that are thrown away to keep a connection. */
    private static final int MOST_DRAINED = 64 * 1024;

    private final Serving serving;
    private final Channel channel;
    private final RequestHead request;
    private final BodyDecoder decoder;
    private final BodyQueue body = new BodyQueue(BodyQueue.OF_CONNECTION);
    private final NettyExchange exchange;
    private @Nullable Framing framing;
    private boolean over;
    private boolean bodyComplete;
    private boolean spoilt;
    private long bodyBytes;
    private long drainUpTo;
    private boolean closeAfter;
    private boolean keep;

    Turn(Serving serving, Channel channel, RequestHead request, Ends ends, int mostTrailers) {
        this.serving = serving;
        this.channel = channel;
        this.request = request;
        this.decoder = BodyDecoder.of(request.length(), mostTrailers);
        this.exchange = new NettyExchange(channel.eventLoop(), request, ends, body, this);
        endBody();
    }

    NettyExchange exchange() {
        return exchange;
    }

    BodyQueue body() {
        return body;
    }

    @Nullable
    Framing framing() {
        return framing;
    }

    /** Tells whether both directions carry bytes of another protocol. */
    boolean upgraded() {
        return framing == Framing.UPGRADE;
    }

    /** Tells whether there is no departure any more: the response is complete, or the end was told. */
    boolean over() {
        return over;
    }

    /** Tells whether the client has sent all it has to send. */
    boolean bodyComplete() {
        return bodyComplete;
    }

    /** Tells whether the connection is kept after this turn; decided when the head goes out. */
    boolean keep() {
        return keep;
    }

    /** Takes what has come of the request body. */
    void receive(Intake intake) {
        if (spoilt) {
            intake.clear();
            return;
        }
        int before = intake.size();
        try {
            intake.decode(decoder, body);
            endBody();
        } catch (RefusedException e) {
            spoilt(e.refusal().equals(Refusal.HEADERS)
                    ? new HttpException(431, "the request has too many trailers: send fewer")
                    : new HttpException(400, "the request body is malformed: send valid chunks"));
        }
        bodyBytes += before - intake.size();
    }

    private void endBody() {
        if (decoder.ended()) {
            bodyComplete = true;
            body.end(decoder.trailers());
        }
    }

    private void spoilt(HttpException cause) {
        spoilt = true;
        closeAfter = true;
        keep = false;
        body.fail(cause);
    }

    /** Takes bytes of the other protocol. */
    void received(ByteBuf bytes) {
        body.add(bytes);
    }

    /** Marks the end of the bytes of the other protocol. */
    void inputShut() {
        bodyComplete = true;
        body.end(Headers.empty());
    }

    /** All bytes of the response are in the channel's buffer. */
    void answered() {
        int unread = body.size();
        over = true;
        if (!upgraded()) {
            body.close("the response is complete");
        }
        drainUpTo = bodyBytes - unread + MOST_DRAINED;
    }

    /** Tells whether the rest of the body is not worth reading, once the response is complete. */
    boolean tooMuchIsLeft() {
        return !keep || bodyBytes > drainUpTo;
    }

    /** Tells the core how the exchange ends. */
    void depart(Exit exit) {
        over = true;
        exchange.departed(exit);
        stopReading("the client has gone");
    }

    /** Fails the reads to come; what a client has sent before its FIN in another protocol is still read. */
    void stopReading(String why) {
        if (upgraded() && bodyComplete) {
            body.outlive();
        } else {
            body.close(why);
        }
    }

    @Override
    public void begin(ResponseHead head, ByteBuffer first, boolean last, Completion completion) {
        if (!serving.serves(this)) {
            completion.failed(new ClosedChannelException());
            return;
        }
        boolean chunked = head.framing() == Framing.STREAM && !request.http10();
        if (!last) {
            serving.stays();
        }
        ByteBuf out = head(head, first.remaining(), last, chunked);
        if (upgraded()) {
            bodyComplete = false;
            body.reopen();
            serving.upgraded();
        }
        serving.outbound().begin(out, first, last, chunked, exchange.trailersToSend(), completion);
    }

    @Override
    public void transfer(ResponseHead head, FilePart part, Completion completion) {
        if (serving.serves(this)) {
            serving.outbound().transfer(head(head, 0, true, false), part, completion);
        } else {
            completion.failed(new ClosedChannelException());
            part.close();
        }
    }

    private ByteBuf head(ResponseHead head, int bodyBytes, boolean last, boolean chunked) {
        boolean http10 = request.http10();
        framing = head.framing();
        keep = (framing != Framing.STREAM || chunked) && keeps(last);
        ByteBuf out = serving.outbound().forHead(bodyBytes);
        HeadWriter.write(out, head, chunked, word(http10));
        return out;
    }

    @Override
    public void write(ByteBuffer bytes, boolean last, Completion completion) {
        if (serving.serves(this)) {
            serving.outbound().write(bytes, last, exchange.trailersToSend(), completion);
        } else {
            completion.failed(new ClosedChannelException());
        }
    }

    @Override
    public void inform(int status, Headers headers) {
        if (serving.serves(this) && framing == null) {
            ByteBuf out = channel.alloc().directBuffer(256);
            HeadWriter.write(out, new ResponseHead(status, headers, Framing.NONE), false,
                    HeadWriter.Connection.SILENT);
            channel.writeAndFlush(out, channel.voidPromise());
        }
    }

    @Override
    public void sayContinue() {
        if (bodyBytes == 0 && !bodyComplete) {
            inform(100, Headers.empty());
        }
    }

    /** Breaks the response off: by a RST where only the close marks the end, and where the client takes nothing. */
    @Override
    public void cut() {
        if (serving.serves(this)) {
            boolean endIsClose = framing == Framing.UPGRADE
                    || (framing == Framing.STREAM && request.http10());
            if (endIsClose || serving.outbound().pending()) {
                resetOnClose();
            }
            over = true;
            body.close("the exchange was cut");
            serving.brokenOff();
        }
    }

    @Override
    public void closeAfter() {
        closeAfter = true;
    }

    @Override
    public void bodyHasRoom() {
        serving.updateReading();
    }

    private void resetOnClose() {
        try {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (ChannelException e) {
            // closed meanwhile, by the client or by a stop
        }
    }

    private boolean keeps(boolean last) {
        boolean bodyHeldBack = exchange.holdsBody() && bodyBytes == 0 && !bodyComplete;
        return !upgraded() && request.keepAlive() && !closeAfter && !serving.isLast() && !bodyHeldBack
                && !(last && tooMuchToDrain());
    }

    private boolean tooMuchToDrain() {
        long read = bodyBytes - body.size();
        long all = Math.max(request.length(), bodyBytes);
        return !bodyComplete && all - read > MOST_DRAINED;
    }

    private HeadWriter.Connection word(boolean http10) {
        if (upgraded()) {
            return HeadWriter.Connection.UPGRADE;
        }
        if (!keep) {
            return HeadWriter.Connection.CLOSE;
        }
        return http10 ? HeadWriter.Connection.KEEP_ALIVE : HeadWriter.Connection.SILENT;
    }
}
