package io.pastelli.bayeux.server;

import io.pastelli.conn.Conn;
import io.pastelli.router.Routes;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Tells balancers how the server is: {@code /health/live} that it runs, {@code /health/ready} that it takes clients, 503
 * while it drains or its backend is away.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
final class Health {
    private volatile BooleanSupplier backend = () -> false;
    private volatile boolean draining;

    /** Is ready as long as the backend is available. */
    void watch(BooleanSupplier available) {
        backend = available;
    }

    void routes(Routes r) {
        r.get("/health/live", conn -> say(conn, 200, "live"));
        r.get("/health/ready", this::ready);
    }

    /** Is not ready from now on, and lets this time pass. */
    void draining(Duration time) {
        draining = true;
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stop now
        }
    }

    private Conn ready(Conn conn) {
        if (draining) {
            return say(conn, 503, "draining");
        }
        return backend.getAsBoolean() ? say(conn, 200, "ready") : say(conn, 503, "the backend is away");
    }

    private static Conn say(Conn conn, int status, String word) {
        return conn.putRespHeader("cache-control", "no-store").putRespContentType("text/plain")
                .sendResp(status, word + "\n");
    }
}
