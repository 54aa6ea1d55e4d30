package io.pastelli.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.Refusal;
import io.pastelli.adapter.RefusedException;
import io.pastelli.adapter.RequestHead;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpDate;
import io.pastelli.http.HttpException;
import io.pastelli.owner.Exit;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One stream of HTTP/2: a request and its response.
 *
 * <p>
 * Reading stops when more than 15 KiB of the body wait for the plug, and with it the client's window; a RST_STREAM is
 * seen all the same.
 *
 * <p>
 * <b>Threading:</b> the event loop of the connection, all of it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the stream, and that is an event
final class Http2Turn extends ChannelInboundHandlerAdapter implements Responder {
    /** Most bytes of an unread request body that are taken before the client is asked to stop. */
    private static final int MOST_DRAINED = 64 * 1024;

    private final Http2Session session;
    private final Channel stream;
    private final BodyQueue body = new BodyQueue(BodyQueue.OF_STREAM);
    private final Http2Outbound outbound;
    private @Nullable NettyExchange exchange;
    private @Nullable Framing framing;
    private boolean over;
    private boolean bodyComplete;
    private long bodyBytes;
    private long drainUpTo;
    private boolean closeAfter;

    Http2Turn(Http2Session session, Channel stream) {
        this.session = session;
        this.stream = stream;
        this.outbound = new Http2Outbound(stream, this::answered);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        switch (message) {
            case Http2HeadersFrame head when exchange == null -> open(head);
            case Http2HeadersFrame trailers -> trailers(trailers);
            case Http2DataFrame data -> data(data.content(), data.isEndStream());
            default -> ReferenceCountUtil.release(message);
        }
    }

    private void open(Http2HeadersFrame frame) {
        RequestHead head;
        try {
            head = Http2Head.request(frame.headers(), frame.isEndStream(), session.settings().limits());
        } catch (RefusedException e) {
            bodyComplete = frame.isEndStream();
            refuse(e.refusal());
            return;
        }
        var opened = new NettyExchange(stream.eventLoop(), head, session.ends(), body, this);
        exchange = opened;
        if (frame.isEndStream()) {
            end(Headers.empty());
        }
        session.opened(this);
        session.receive(opened);
    }

    private void refuse(Refusal refusal) {
        over = true;
        body.close("the request was refused");
        ByteBuf text = Unpooled.copiedBuffer(Refusal.body(refusal.status(), refusal.sentence()),
                StandardCharsets.UTF_8);
        Headers fields = Headers.of("date", HttpDate.format(Instant.now()), "content-type",
                "text/plain; charset=utf-8", "content-length", Integer.toString(text.readableBytes()));
        stream.write(new DefaultHttp2HeadersFrame(Http2Head.response(refusal.status(), fields)));
        stream.writeAndFlush(new DefaultHttp2DataFrame(text, true)).addListener(sent -> stopClient());
    }

    private void trailers(Http2HeadersFrame frame) {
        if (frame.headers().size() > session.settings().limits().headerCount()) {
            spoilt(new HttpException(431, "the request has too many trailers: send fewer"));
            return;
        }
        try {
            end(Http2Head.trailers(frame.headers()));
        } catch (IllegalArgumentException e) {
            spoilt(new HttpException(400, "the request's trailers are malformed: " + e.getMessage()));
        }
    }

    private void spoilt(HttpException cause) {
        bodyComplete = true;
        body.fail(cause);
    }

    private void data(ByteBuf bytes, boolean last) {
        bodyBytes += bytes.readableBytes();
        body.add(bytes);
        if (last) {
            end(Headers.empty());
        } else if (over && !upgraded() && bodyBytes > drainUpTo) {
            stopClient();
        }
        bodyHasRoom();
    }

    private void end(Headers trailers) {
        bodyComplete = true;
        body.end(trailers);
        if (upgraded() && over) {
            session.ended(this);
        }
    }

    private boolean upgraded() {
        return framing == Framing.UPGRADE;
    }

    private boolean serves() {
        return !over && stream.isActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Http2ResetFrame reset) {
            depart(new Exit.ClientReset(OptionalLong.of(reset.errorCode())));
            dropTheRest();
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        outbound.progress();
    }

    /** A mistake of the client on this stream; Netty resets it after this. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        depart(new Exit.ClientReset(cause instanceof Http2Exception mistake
                ? OptionalLong.of(mistake.error().code())
                : OptionalLong.empty()));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!outbound.ending()) { // else the end of the response is on its way into the socket
            depart(new Exit.ClientClosed());
        }
    }

    /** Tells the core, once, how the exchange ends before its response was complete. */
    void depart(Exit exit) {
        NettyExchange told = exchange;
        if (told == null || over) {
            if (upgraded()) {
                if (!bodyComplete) {
                    end(Headers.empty()); // ours has ended, and so has the client's direction now
                }
                body.outlive();
            }
            return;
        }
        over = true;
        told.departed(exit);
        if (upgraded() && bodyComplete) {
            body.outlive();
        } else {
            body.close("the client has gone");
        }
        outbound.fail(new ClosedChannelException());
        session.ended(this);
    }

    /** A stream is closed, and what waits in it is released, only when all is read. */
    private void dropTheRest() {
        stream.config().setAutoRead(true);
    }

    @Override
    public void begin(ResponseHead head, ByteBuffer first, boolean last, Completion completion) {
        if (!serves() || exchange == null) {
            completion.failed(new ClosedChannelException());
            return;
        }
        framing = head.framing();
        outbound.begin(Http2Head.response(head.status(), head.headers()), first, last,
                exchange.trailersToSend(),
                completion);
    }

    @Override
    public void write(ByteBuffer bytes, boolean last, Completion completion) {
        if (!serves() || exchange == null) {
            completion.failed(new ClosedChannelException());
            return;
        }
        outbound.write(bytes, last, exchange.trailersToSend(), completion);
    }

    /** The whole response has gone out. */
    private void answered() {
        over = true;
        if (upgraded()) {
            if (bodyComplete) {
                session.ended(this);
            }
            return;
        }
        int unread = body.size();
        body.close("the response is complete");
        drainUpTo = bodyBytes - unread + MOST_DRAINED;
        session.ended(this);
        dropTheRest();
        if (!bodyComplete && exchange != null) {
            long left = Math.max(exchange.contentLength(), bodyBytes) - drainUpTo;
            if (closeAfter || left > 0) {
                stopClient();
            }
        }
    }

    /** Asks a client that is still sending to stop, its answer being complete (RFC 9113 section 8.1). */
    private void stopClient() {
        if (!bodyComplete) {
            reset(Http2Error.NO_ERROR);
        }
    }

    private void reset(Http2Error code) {
        over = true;
        body.close("the stream was reset");
        stream.writeAndFlush(new DefaultHttp2ResetFrame(code));
        dropTheRest();
    }

    @Override
    public void inform(int status, Headers headers) {
        if (serves() && framing == null) {
            stream.writeAndFlush(new DefaultHttp2HeadersFrame(Http2Head.response(status, headers)));
        }
    }

    @Override
    public void sayContinue() {
        if (bodyBytes == 0 && !bodyComplete) {
            inform(100, Headers.empty());
        }
    }

    @Override
    public void cut() {
        if (serves() || (upgraded() && stream.isActive())) {
            over = true;
            body.close("the exchange was cut");
            outbound.fail(new ClosedChannelException());
            session.ended(this);
            reset(Http2Error.INTERNAL_ERROR);
        }
    }

    @Override
    public void closeAfter() {
        closeAfter = true;
    }

    @Override
    public void bodyHasRoom() {
        stream.config().setAutoRead((over && !upgraded()) || !body.full());
    }
}
