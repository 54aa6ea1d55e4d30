package io.pastelli.push.sse;

import io.pastelli.adapter.Settings;
import io.pastelli.conn.Conn;
import io.pastelli.conn.Dispatcher;
import io.pastelli.conn.Plug;
import io.pastelli.http.Headers;
import io.pastelli.owner.Time;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A dispatcher without a server: clients come in, a plug streams to them. */
final class Stage implements AutoCloseable {
    private final Dispatcher dispatcher;

    Stage(Plug plug) {
        dispatcher = new Dispatcher(plug, Settings.DEFAULT, Time.system());
    }

    /** A stage that registers each client under its path. */
    static Stage of(Connections connections) {
        return new Stage(conn -> {
            Conn stream = open(conn);
            stream.owner().link(connections.register(conn.pathInfo().getFirst(), stream));
            return stream;
        });
    }

    static Conn open(Conn conn) {
        return conn.putRespContentType("text/event-stream").assign(Conn.INIT_CHUNK, "hi\n")
                .assign(Conn.CLOSE_CHUNK, "bye\n").sendChunked(200);
    }

    /** Sends a request; its plug runs on, or has run. */
    FakeClient arrive(String path) {
        return request("GET", path);
    }

    /** Sends a request of a client that says what it had last. */
    FakeClient comeBack(String path, String lastEventId) {
        return request(
                new FakeClient("GET", "/" + path, Headers.of("host", "test", "last-event-id", lastEventId)));
    }

    FakeClient request(String method, String path) {
        return request(new FakeClient(method, "/" + path));
    }

    private FakeClient request(FakeClient client) {
        try {
            // a virtual thread is no I/O thread: the owner gets a thread of its own
            Thread.startVirtualThread(() -> dispatcher.receive(client)).join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return client;
    }

    /** Sends a request and waits until its stream is registered, the only one under its id. */
    FakeClient connect(Connections connections, String id) {
        FakeClient client = arrive(id);
        eventually(() -> connections.contains(id));
        return client;
    }

    void stop() {
        dispatcher.stop(Duration.ofSeconds(5));
    }

    @Override
    public void close() {
        dispatcher.close();
    }

    /** Waits, at most 20 s, for something that has to come. */
    static void eventually(BooleanSupplier condition) {
        long until = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("it has not come within 20 s");
            }
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
