package io.pastelli.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.pastelli.adapter.Settings;
import io.pastelli.owner.Exit;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One connection of HTTP/2: its streams, and whom its loss concerns.
 *
 * <p>
 * A client with open streams that says nothing for a while is sent a PING; who says nothing after that is given up.
 *
 * <p>
 * <b>Threading:</b> the event loop of the channel, all of it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, and that is an event
final class Http2Session extends ChannelInboundHandlerAdapter implements ServedConnection {
    private static final System.Logger LOG = System.getLogger(Http2Session.class.getName());

    private final ServerContext server;
    private final Channel channel;
    private final Ends ends;
    private final Http2FrameGate gate;
    private final Http2FrameCodec codec;
    private final Deadline deadline;
    private final Deadline headDeadline;
    private final Set<Http2Turn> open = new LinkedHashSet<>();
    private boolean draining;
    private boolean pinged;
    private long asked;
    private long timedHead;

    private Http2Session(ServerContext server, Channel channel, Ends ends) {
        var connection = new DefaultHttp2Connection(true);
        this.server = server;
        this.channel = channel;
        this.ends = ends;
        this.gate = new Http2FrameGate(server.settings().http2(), connection);
        this.codec = Http2Codec.of(server.settings(), gate, connection);
        this.deadline = new Deadline(channel.eventLoop(), this::look);
        this.headDeadline = new Deadline(channel.eventLoop(),
                () -> lost(new Exit.TimedOut("the rest of a request head")));
    }

    /** Serves HTTP/2 on an open channel from now on. */
    static void serve(ServerContext server, Channel channel, Ends ends) {
        new Http2Session(server, channel, ends).start();
    }

    private void start() {
        deadline.in(settings().timeouts().head());
        channel.pipeline().addLast(new LingeringClose(channel, settings().timeouts().write()), codec,
                new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        stream.pipeline().addLast(new Http2Turn(Http2Session.this, stream));
                    }
                }), this);
        try {
            // one stream whose body nobody reads must not stop the others
            var connection = codec.connection();
            connection.local().flowController().incrementWindowSize(connection.connectionStream(),
                    Http2CodecUtil.DEFAULT_WINDOW_SIZE * settings().http2().streams());
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
        channel.flush();
    }

    Settings settings() {
        return server.settings();
    }

    Ends ends() {
        return ends;
    }

    void receive(NettyExchange exchange) {
        exchange.handTo(server.receiver());
    }

    /** Takes note of a stream that has an exchange. */
    void opened(Http2Turn turn) {
        if (open.isEmpty()) {
            pinged = false;
            deadline.in(settings().http2().ping());
        }
        open.add(turn);
    }

    /** Takes note of the end of an exchange. */
    void ended(Http2Turn turn) {
        if (open.remove(turn) && open.isEmpty()) {
            if (draining) {
                channel.close();
            } else {
                deadline.in(settings().timeouts().idle());
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Http2SettingsFrame && open.isEmpty() && !draining) {
            deadline.in(settings().timeouts().idle());
        }
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        long head = gate.openHead().number();
        if (head == 0) {
            headDeadline.clear();
        } else if (head != timedHead) {
            headDeadline.in(settings().timeouts().head());
        }
        timedHead = head;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        switch (event) {
            case ChannelInputShutdownEvent fin -> lost(new Exit.ClientClosed());
            case SslCloseCompletionEvent farewell when farewell.isSuccess() -> lost(new Exit.ClientClosed());
            default -> {
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.log(Level.DEBUG, "a connection is closed after an error", cause);
        if (cause instanceof Http2Exception mistake) { // the codec says GOAWAY and closes
            departAll(new Exit.ClientReset(OptionalLong.of(mistake.error().code())));
        } else {
            lost(HangUp.of(cause));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deadline.stop();
        headDeadline.stop();
        departAll(new Exit.ClientClosed());
    }

    private void lost(Exit exit) {
        departAll(exit);
        GracefulClose.abort(channel);
    }

    private void departAll(Exit exit) {
        List<Http2Turn> all = List.copyOf(open);
        open.clear(); // whoever ends now is not the last one of a connection that drains
        all.forEach(turn -> turn.depart(exit));
    }

    /** The deadline has come: for the client's first settings, for a next stream, or for a sign of life. */
    private void look() {
        if (open.isEmpty()) {
            goAway();
            return;
        }
        Duration most = settings().http2().ping();
        long now = System.nanoTime();
        pinged &= gate.heard() - asked <= 0;
        Duration left = most.minusNanos(now - gate.heard());
        if (left.isPositive()) {
            deadline.in(left);
        } else if (pinged) {
            lost(new Exit.TimedOut("ping"));
        } else {
            pinged = true;
            asked = now;
            channel.writeAndFlush(new DefaultHttp2PingFrame(now));
            deadline.in(most);
        }
    }

    /** Says that no further stream is served, and closes when the last one ends. */
    private void goAway() {
        if (draining) {
            GracefulClose.abort(channel); // it does not take the farewell
            return;
        }
        draining = true;
        var said = channel.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
        if (open.isEmpty()) {
            deadline.in(settings().timeouts().write());
            said.addListener(sent -> channel.close());
        }
    }

    @Override
    public void closeIfIdle() {
        if (!draining) {
            goAway();
        }
    }

    @Override
    public void shutDown() {
        lost(new Exit.Shutdown());
    }
}
