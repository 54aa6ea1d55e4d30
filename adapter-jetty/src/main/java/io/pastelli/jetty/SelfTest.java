package io.pastelli.jetty;

import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Receiver;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Proves at the start that a departure is told: one request on a socket pair of our own, given to the connector as if it
 * had been accepted, whose client then leaves. It never goes through the port that is served.
 */
final class SelfTest {
    private static final System.Logger LOG = System.getLogger("io.pastelli.jetty");
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nhost: self-test\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    private final WatchedConnector connector;
    private final Context context;

    SelfTest(WatchedConnector connector, Context context) {
        this.connector = connector;
        this.context = context;
    }

    /** Tries, for at most {@code patience}; warns and turns the watch off when nothing is told. */
    void run(Duration patience) {
        try {
            attempt(patience);
        } catch (IOException | ExecutionException | TimeoutException e) {
            context.blind();
            LOG.log(Level.WARNING,
                    "this Jetty does not tell when a client leaves ({0}): departures are found by writes"
                            + " and heartbeats only; use the Jetty version Pastelli was built with",
                    e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(Duration patience)
            throws IOException, ExecutionException, InterruptedException, TimeoutException {
        Receiver served = context.receiver();
        var waiting = new CompletableFuture<Exchange>();
        try (var door = ServerSocketChannel.open()) {
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            var told = new CompletableFuture<Boolean>();
            try (var client = SocketChannel.open(door.getLocalAddress())) {
                SocketAddress ours = client.getLocalAddress();
                context.receiver(exchange -> receive(exchange, ours, served, waiting, told));
                accept(door, ours);
                client.write(ByteBuffer.wrap(REQUEST));
                waiting.get(patience.toMillis(), TimeUnit.MILLISECONDS);
                client.setOption(StandardSocketOptions.SO_LINGER, 0); // a FIN might be served
            }
            told.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            context.receiver(served);
            if (waiting.isDone()) {
                waiting.join().cut(); // where nothing was told it would stay for ever
            }
        }
    }

    private void accept(ServerSocketChannel door, SocketAddress ours) throws IOException {
        SocketChannel accepted = door.accept();
        if (!ours.equals(accepted.getRemoteAddress())) {
            accepted.close();
            throw new IOException("somebody else came to the self-test");
        }
        accepted.configureBlocking(false);
        connector.adopt(accepted);
    }

    private static void receive(Exchange exchange, SocketAddress ours, Receiver served,
            CompletableFuture<Exchange> waiting, CompletableFuture<Boolean> told) {
        if (!ours.equals(exchange.peer().remote())) {
            served.receive(exchange);
            return;
        }
        exchange.attach(exit -> told.complete(true));
        exchange.watch();
        waiting.complete(exchange);
    }
}
