package io.pastelli;

import io.pastelli.adapter.Listener;
import io.pastelli.conn.Dispatcher;
import java.time.Duration;

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
    private final Listener listener;
    private final Dispatcher dispatcher;
    private final int port;
    private boolean stopped; // guarded by this

    Server(String adapter, Listener listener, Dispatcher dispatcher) {
        this.adapter = adapter;
        this.listener = listener;
        this.dispatcher = dispatcher;
        this.port = listener.port();
    }

    /** Returns the port it listens on. */
    public int port() {
        return port;
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
        listener.pause();
        int cut = dispatcher.stop(grace);
        listener.close();
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
