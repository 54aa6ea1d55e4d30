package io.pastelli.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.Peer;
import io.pastelli.adapter.Refusal;
import io.pastelli.adapter.Timeouts;
import io.pastelli.http.HttpException;
import io.pastelli.owner.Exit;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection in strict order, one exchange at a time, and whom the client's leaving concerns.
 *
 * <p>
 * Two bounds stop reading; epoll sees the client leave all the same, as long as its FIN fits into the kernel's receive
 * buffer, NIO does not. More than 64 KiB of a request body wait for the plug: NIO is blind until it has read them. More
 * than {@code limits.pipelined} bytes were sent ahead of the answer: reading, and on NIO seeing, goes on when the answer
 * is out.
 *
 * <p>
 * <b>Threading:</b> the event loop of the channel, all of it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, and that is an event
final class Serving {
    /** Most bytes of an unread request body that are thrown away to keep a connection. */
    static final int MOST_DRAINED = 64 * 1024;

    private final ServerContext server;
    private final Channel channel;
    private final RequestDecoder decoder;
    private final ReadAhead ahead = new ReadAhead();
    private final Outbound outbound;
    private final Flusher flusher;
    private final Deadline deadline;
    private final GracefulClose close;
    private final Answering answering;
    private @Nullable NettyExchange current;
    private boolean inputShut;
    private boolean busy;
    private boolean headTimed = true;
    private long unsent;

    Serving(ServerContext server, Channel channel, RequestDecoder decoder) {
        this.server = server;
        this.channel = channel;
        this.decoder = decoder;
        this.outbound = new Outbound(channel, this::answered);
        this.flusher = new Flusher(channel, () -> !ahead.isEmpty());
        this.deadline = new Deadline(channel.eventLoop(), this::tooLate);
        this.close = new GracefulClose(channel, deadline);
        this.answering = new Answering(this, channel);
    }

    GracefulClose close() {
        return close;
    }

    Outbound outbound() {
        return outbound;
    }

    Answering answering() {
        return answering;
    }

    /** Tells whether {@code exchange} may still say something. */
    boolean serves(NettyExchange exchange) {
        return current == exchange && !exchange.over;
    }

    /** Tells whether this is the last exchange here, whatever the client asked for. */
    boolean isLast() {
        return server.paused() || (inputShut && ahead.isEmpty());
    }

    void accepted() {
        if (server.paused()) {
            close.abort();
        } else {
            deadline.in(timeouts().head());
        }
    }

    void arrived(HttpObject part) {
        flusher.readBegins();
        ahead.add(part);
        serve();
        updateReading();
    }

    void readComplete() {
        flusher.readEnds();
        if (current == null && !close.closing() && !headTimed && decoder.withinHead()) {
            headTimed = true;
            deadline.in(timeouts().head());
        }
    }

    /** Stops or resumes reading, as the bounds ask. */
    void updateReading() {
        if (close.closing()) {
            return;
        }
        NettyExchange exchange = current;
        boolean tooFar = ahead.bytes() > server.settings().limits().pipelined();
        boolean read = !tooFar && (exchange == null || !exchange.body().full());
        if (read != channel.config().isAutoRead()) {
            channel.config().setAutoRead(read);
            if (!read) {
                lookForHangUp();
            }
        }
    }

    /** While reading is stopped: ends the exchange when the kernel knows that the client has left. */
    void lookForHangUp() {
        NettyExchange exchange = current;
        if (exchange != null && !exchange.over) {
            HangUp.of(channel).filter(exit -> exit instanceof Exit.ClientReset || saysFarewell(exchange))
                    .ifPresent(exit -> {
                        depart(exit, new IOException("the client has left"));
                        close.abort();
                    });
        }
    }

    void inputShut() {
        inputShut = true;
        close.inputShut();
        NettyExchange exchange = current;
        if (exchange == null || exchange.over) {
            close.start(false, timeouts().write());
        } else if (leaves(exchange)) {
            depart(new Exit.ClientClosed(), new IOException("the client has left"));
            close.abort();
        }
    }

    /** Tells the exchange that is going on, once, how it ends. */
    void depart(Exit exit, Throwable cause) {
        NettyExchange exchange = current;
        if (exchange != null && !exchange.over) {
            exchange.over = true;
            exchange.departed(exit);
            exchange.body().fail(new IOException("the client has gone"));
            outbound.fail(cause);
        }
    }

    /** Ends the exchange that is going on without news for the core, which asked for it. */
    void breakOff(NettyExchange exchange, Throwable cause) {
        exchange.over = true;
        exchange.body().fail(new IOException("the exchange was cut"));
        outbound.fail(cause);
        close.abort();
    }

    /** The channel is closed. */
    void gone() {
        deadline.stop();
        ahead.clear();
        if (current != null) {
            current.body().fail(new IOException("the connection is closed"));
        }
    }

    void closeIfIdle() {
        if (current == null && !decoder.withinHead()) {
            close.start(false, timeouts().write());
        }
    }

    private Timeouts timeouts() {
        return server.settings().timeouts();
    }

    private boolean leaves(NettyExchange exchange) {
        return !exchange.bodyComplete || saysFarewell(exchange);
    }

    /** Tells whether a FIN means that the client has left, when all of its request has come. */
    private boolean saysFarewell(NettyExchange exchange) {
        return server.settings().halfClose() == HalfClose.LEAVES || exchange.framing == Framing.STREAM;
    }

    /** Hands over what has arrived, up to the request that has to wait. */
    private void serve() {
        if (busy) {
            return; // called from within: the loop below goes on
        }
        busy = true;
        try {
            for (HttpObject part; (part = ahead.peek()) != null && !close.closing();) {
                if (part instanceof HttpRequest request) {
                    if (current != null) {
                        return;
                    }
                    ahead.next();
                    open(request);
                } else {
                    ahead.next();
                    body((HttpContent) part);
                }
            }
        } finally {
            busy = false;
        }
        if (close.closing()) {
            ahead.clear();
        }
    }

    private void open(HttpRequest request) {
        ReferenceCountUtil.release(request); // a refused one may hold an empty buffer
        switch (Head.of(request, server.settings().limits())) {
            case Head.Refused refused -> refuse(refused.refusal());
            case Head.BrokenOff brokenOff -> close.start(false, timeouts().write());
            case Head.Request head when channel.remoteAddress() instanceof InetSocketAddress remote
                    && channel.localAddress() instanceof InetSocketAddress local -> {
                deadline.clear();
                headTimed = false;
                var exchange = new NettyExchange(this, channel.eventLoop(), head, new Peer(remote, local));
                current = exchange;
                server.receiver().receive(exchange);
            }
            case Head.Request head -> close.abort(); // gone already: the socket has no ends any more
        }
    }

    private void refuse(Refusal refusal) {
        channel.write(Unpooled.wrappedBuffer(refusal.bytes()), channel.voidPromise());
        close.start(true, timeouts().write());
    }

    private void body(HttpContent content) {
        NettyExchange exchange = current;
        if (exchange == null || exchange.bodyComplete) {
            content.release(); // the end of a body that was known to be empty
            return;
        }
        exchange.bodyBytes += content.content().readableBytes();
        exchange.body().add(content.content());
        if (content.decoderResult().isFailure()) {
            exchange.closeAfter = true;
            exchange.keep = false;
            exchange.body().fail(new HttpException(400, "the request body is malformed: send valid chunks"));
        } else if (content instanceof LastHttpContent) {
            exchange.bodyComplete = true;
            exchange.body().end();
        }
        if (exchange.over && exchange.bodyComplete) {
            finish(exchange);
        } else if (exchange.over && (!exchange.keep || exchange.bodyBytes > exchange.drainUpTo)) {
            close.start(true, timeouts().write());
        }
    }

    /** All bytes of the response are in the channel's buffer. */
    private void answered() {
        NettyExchange exchange = current;
        if (exchange == null) {
            return;
        }
        int unread = exchange.body().size();
        exchange.over = true;
        deadline.clear();
        exchange.body().fail(new IOException("the response is complete"));
        exchange.drainUpTo = exchange.bodyBytes - unread + MOST_DRAINED;
        if (exchange.bodyComplete) {
            finish(exchange);
        } else if (!exchange.keep || exchange.bodyBytes > exchange.drainUpTo) {
            close.start(true, timeouts().write());
        } else {
            flusher.answered();
            deadline.in(timeouts().head());
            updateReading();
        }
    }

    private void finish(NettyExchange exchange) {
        boolean keep = exchange.keep;
        current = null;
        if (!keep) {
            close.start(!ahead.isEmpty() || decoder.withinHead() || !channel.config().isAutoRead(),
                    timeouts().write());
            ahead.clear();
            return;
        }
        serve();
        if (current != null || close.closing()) {
            flusher.answered();
        } else if (isLast()) {
            close.start(false, timeouts().write());
        } else {
            flusher.answered();
            headTimed = decoder.withinHead();
            deadline.in(headTimed ? timeouts().head() : timeouts().idle());
        }
        updateReading();
    }

    private void tooLate() {
        long left = channel.isWritable()
                ? TcpOptions.HIGH - channel.bytesBeforeUnwritable()
                : TcpOptions.HIGH;
        if (!close.lingers() && left > 0 && left != unsent) {
            unsent = left; // a slow client is still taking its answer
            deadline.in(timeouts().write());
        } else if (current == null && !close.closing() && decoder.withinHead()) {
            refuse(Refusal.LATE);
        } else {
            close.abort();
        }
    }
}
