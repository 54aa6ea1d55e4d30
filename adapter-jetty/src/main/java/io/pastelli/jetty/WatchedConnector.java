package io.pastelli.jetty;

import io.pastelli.adapter.KeepAlive;
import java.io.IOException;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.Connection;
import java.util.concurrent.Executor;
import java.util.List;
import java.nio.channels.SelectableChannel;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Makes watched end points of accepted sockets, and sets their options. */
final class WatchedConnector extends ServerConnector {
    private static final Object ADOPTED = "adopted";

    private final Context context;
    private final CountDownLatch shut = new CountDownLatch(1);

    WatchedConnector(Server server, Context context, int selectors, List<ConnectionFactory> factories) {
        super(server, null, null, null, 1, selectors, factories.toArray(ConnectionFactory[]::new));
        this.context = context;
        setIdleTimeout(0); // the reaper's: Jetty's would end idle streams
        setAcceptedTcpNoDelay(true);
        if (context.settings().sendBuffer() > 0) {
            setAcceptedSendBufferSize(context.settings().sendBuffer());
        }
    }

    @Override
    public void accept(int acceptor) throws IOException {
        try {
            super.accept(acceptor);
        } catch (ClosedChannelException e) {
            if (isOpen()) {
                throw e;
            }
        }
        if (!isOpen()) {
            setAccepting(false); // or Jetty tries again for ever
            shut.countDown();
        }
    }

    /** Stops accepting; afterwards clients are refused: the kernel keeps the port as long as a thread is in the call. */
    void shut() {
        close();
        try {
            if (isRunning() && !shut.await(1, TimeUnit.SECONDS)) {
                setAccepting(false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Serves a connected socket without TLS, whatever the port speaks. */
    void adopt(SocketChannel channel) {
        getSelectorManager().accept(channel, ADOPTED);
    }

    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
        return new ServerConnectorManager(executor, scheduler, selectors) {
            @Override
            public Connection newConnection(SelectableChannel channel, EndPoint endPoint, Object attachment)
                    throws IOException {
                return ADOPTED.equals(attachment)
                        ? getConnectionFactory("http/1.1").newConnection(WatchedConnector.this, endPoint)
                        : super.newConnection(channel, endPoint, attachment);
            }
        };
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector,
            SelectionKey key) {
        return new WatchedEndPoint(channel, selector, key, getScheduler(), context);
    }

    @Override
    protected void configure(Socket socket) {
        super.configure(socket);
        KeepAlive probes = context.settings().keepAlive().spread();
        try {
            Set<?> known = socket.supportedOptions();
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            if (known.contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
                socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, (int) probes.idle().toSeconds());
                socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, (int) probes.interval().toSeconds());
                socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, probes.probes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
