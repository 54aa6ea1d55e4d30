package io.pastelli.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.pastelli.adapter.Adapter;
import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.Listener;
import io.pastelli.adapter.Receiver;
import io.pastelli.adapter.Settings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.function.Supplier;

/**
 * Netty as the server: HTTP/1.1, HTTP/1.0 and HTTP/2, in clear text and over TLS.
 *
 * <p>
 * The native epoll transport is used where it is on the class path and the system has it, NIO elsewhere;
 * {@code -Dio.netty.transport.noNative=true} asks for NIO. Epoll finds more: a peer that acknowledges nothing
 * ({@code TCP_USER_TIMEOUT}), and a client that leaves in the middle of an upload that nobody reads.
 *
 * <p>
 * TLS is that of the JDK, or that of netty-tcnative where it is on the class path;
 * {@code -Dio.netty.handler.ssl.noOpenSsl=true} asks for that of the JDK.
 *
 * <p>
 * Netty's own events for JFR are off, as setting them up takes an eighth of the time to the first response;
 * {@code -Dio.netty.jfr.enabled=true} asks for them. The system property is set for the whole JVM, when nobody has.
 *
 * <p>
 * <b>Threading:</b> safe for any thread; each listener has threads of its own.
 */
public final class NettyAdapter implements Adapter {
    private static final String EVENTS = "io.netty.jfr.enabled";

    private final Supplier<Transport> transport;
    private final boolean nativeTls;

    /** Makes an adapter; nothing is started before {@link #listen}. */
    public NettyAdapter() {
        this(Transport::best, true);
        if (System.getProperty(EVENTS) == null) {
            System.setProperty(EVENTS, "false"); // before Netty's first class is loaded, which reads it
        }
    }

    NettyAdapter(Supplier<Transport> transport, boolean nativeTls) {
        this.transport = transport;
        this.nativeTls = nativeTls;
    }

    @Override
    public String name() {
        return "netty";
    }

    @Override
    public Listener listen(Settings settings, Receiver receiver) throws IOException {
        var address = new InetSocketAddress(settings.host(), settings.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException(
                    "host " + settings.host() + " is unknown: pass an address of this machine");
        }
        // Netty 4.2's epoll takes a channel whose input is shut out of its set, and the next stalled write then fails
        Transport io = settings.halfClose() == HalfClose.IS_SERVED ? Transport.nio() : transport.get();
        var context = new ServerContext(settings, receiver, nativeTls);
        EventLoopGroup acceptor = io.group("pastelli-netty-accept", 1);
        EventLoopGroup workers = io.group("pastelli-netty", Runtime.getRuntime().availableProcessors());
        var bootstrap = new ServerBootstrap().group(acceptor, workers).channel(io.server())
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        TcpOptions.accepted(channel, settings.keepAlive(), io);
                        context.accepted(channel);
                    }
                });
        TcpOptions.apply(bootstrap, settings, io);
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        var listener = new NettyListener(bound.channel(), acceptor, workers, context);
        if (!bound.isSuccess()) {
            listener.close();
            throw refused(address, bound.cause());
        }
        return listener;
    }

    private static IOException refused(InetSocketAddress address, Throwable cause) {
        if (!(cause instanceof BindException) && !String.valueOf(cause.getMessage()).contains("in use")) {
            return new IOException("cannot listen on " + address, cause);
        }
        var taken = new BindException("port " + address.getPort()
                + " is in use: stop the other process or pass another port");
        taken.initCause(cause);
        return taken;
    }
}
