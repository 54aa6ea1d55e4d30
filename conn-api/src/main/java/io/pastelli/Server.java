package io.pastelli;

import io.pastelli.adapter.Listener;
import io.pastelli.conn.Dispatcher;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * A running server.
 *
 * <p>
 * <b>Threading:</b> any thread but an I/O thread may call any method.
 *
 * {@snippet :
 * try (Server server = Pastelli.http(app, 0)) {
 *     System.out.println("http://localhost:" + server.port());
 *     Thread.sleep(60_000);
 * }
 * }
 */
public final class Server implements AutoCloseable {
    private final String adapter;
    private final List<Listener> listeners;
    private final Dispatcher dispatcher;
    private final boolean tls;
    private final List<Integer> ports;
    private boolean stopped; // guarded by this

    Server(String adapter, List<Listener> listeners, ServerOptions options, Dispatcher dispatcher) {
        this.adapter = adapter;
        this.listeners = List.copyOf(listeners);
        this.dispatcher = dispatcher;
        this.tls = options.settings().tls().isPresent();
        this.ports = this.listeners.stream().map(Listener::port).toList();
    }

    /** Returns the port it listens on; of two the one with TLS. */
    public int port() {
        return ports.getFirst();
    }

    /** Returns the port that speaks plain HTTP, empty when there is none. */
    public OptionalInt httpPort() {
        return tls && ports.size() == 1 ? OptionalInt.empty() : OptionalInt.of(ports.getLast());
    }

    /** Returns the port that speaks HTTPS, empty when there is none. */
    public OptionalInt httpsPort() {
        return tls ? OptionalInt.of(ports.getFirst()) : OptionalInt.empty();
    }

    /** Returns the name of the adapter that serves it: {@code netty}. */
    public String adapter() {
        return adapter;
    }

    /**
     * Stops: accepts nothing more, ends every stream with its close chunk, lets running requests answer until
     * {@code grace} has passed, then interrupts and cuts what is left.
     *
     * @return how many exchanges had to be cut; 0 when it was stopped already
     */
    public synchronized int stop(Duration grace) {
        if (stopped) {
            return 0;
        }
        stopped = true;
        listeners.forEach(Listener::pause);
        int cut = dispatcher.stop(grace);
        listeners.forEach(Listener::close);
        dispatcher.close();
        if (cut > 0) {
            System.getLogger("io.pastelli").log(System.Logger.Level.INFO,
                    "stopped; " + cut + " exchanges did not end within " + grace + " and were cut");
        }
        return cut;
    }

    /** Stops with a grace of 5 seconds. */
    @Override
    public void close() {
        stop(Duration.ofSeconds(5));
    }
}
