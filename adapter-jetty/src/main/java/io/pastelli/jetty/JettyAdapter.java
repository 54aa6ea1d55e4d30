package io.pastelli.jetty;

import io.pastelli.adapter.Adapter;
import io.pastelli.adapter.Http2;
import io.pastelli.adapter.Listener;
import io.pastelli.adapter.Receiver;
import io.pastelli.adapter.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Pastelli on Jetty 12.1: HTTP/1 and HTTP/2, in clear text and over TLS.
 *
 * <p>
 * Jetty says nothing of a client that leaves while nobody reads; this adapter's connections do, see
 * {@code WatchedEndPoint}. Whether they can is tried once at every start, on a connection of its own; if not, one warning
 * is logged and departures are found by failing writes only.
 *
 * <p>
 * <b>Threading:</b> safe for use by many threads.
 */
public final class JettyAdapter implements Adapter {
    private static final int BACKLOG = 4096;

    private final boolean blind;
    private final Duration patience;
    private final @Nullable ByteBufferPool buffers;

    /** Makes the adapter; {@link java.util.ServiceLoader} does. */
    public JettyAdapter() {
        this(false, Duration.ofSeconds(10), null); // a busy machine is no Jetty that does not tell
    }

    /**
     * Makes an adapter for tests: one whose watch does not work when {@code blind}, and that takes its buffers from a
     * pool, or from Jetty's own.
     */
    JettyAdapter(boolean blind, Duration patience, @Nullable ByteBufferPool buffers) {
        this.blind = blind;
        this.patience = patience;
        this.buffers = buffers;
    }

    @Override
    public String name() {
        return "jetty";
    }

    @Override
    public Listener listen(Settings settings, Receiver receiver) throws IOException {
        ServerSocketChannel socket = bind(settings);
        try {
            int selectors = Math.max(1, Runtime.getRuntime().availableProcessors());
            var pool = new QueuedThreadPool(selectors + 16, selectors + 2);
            pool.setName("pastelli-jetty");
            pool.setReservedThreads(0);
            pool.setStopTimeout(1000);
            var server = new Server(pool, new ScheduledExecutorScheduler("pastelli-jetty-timer", true),
                    buffers);
            var context = new Context(settings, pool, receiver);
            if (blind) {
                context.blind();
            }
            var connector = new WatchedConnector(server, context, selectors, factories(context));
            connector.open(socket);
            server.addConnector(connector);
            server.setStopTimeout(0);
            server.start();
            new Reaper(connector, context).start();
            new SelfTest(connector, context).run(patience);
            return new JettyListener(server, connector, context, connector.getLocalPort());
        } catch (Exception e) {
            socket.close();
            throw e instanceof IOException io
                    ? io
                    : new IOException("Jetty did not start: " + e.getMessage(), e);
        }
    }

    /** Returns what may be spoken; a connection begins with the first. */
    private static List<ConnectionFactory> factories(Context context) {
        Settings settings = context.settings();
        Http2 http2 = settings.http2();
        var factories = new ArrayList<ConnectionFactory>();
        if (settings.tls().isPresent()) {
            List<String> offered = http2.overTls() ? List.of("h2", "http/1.1") : List.of("http/1.1");
            factories.add(new TlsDoor(new TlsFactory(settings.tls().get(), offered)));
            factories.add(new Http2Factory(context, "h2"));
        } else if (http2.clearText()) {
            factories.add(new DetectorConnectionFactory(new Http2Factory(context, "h2c")));
        }
        factories.add(new Http1Factory(context));
        return factories;
    }

    private static ServerSocketChannel bind(Settings settings) throws IOException {
        var socket = ServerSocketChannel.open();
        try {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return socket.bind(new InetSocketAddress(settings.host(), settings.port()), BACKLOG);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }
}
