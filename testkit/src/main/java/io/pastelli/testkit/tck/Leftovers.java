package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.Server;
import java.time.Duration;

/** What one server has held since its start, counted when the clients of its case have closed. */
final class Leftovers {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Threads threads = Threads.alive();
    private final Heard heard = new Heard();
    private final Runnable buffers;

    /** Begins to count; {@code buffers} fails as long as a buffer is in use. */
    Leftovers(Runnable buffers) {
        this.buffers = buffers;
    }

    /** Stops the server and asserts that before its stop nothing was left of any client. */
    void assertNone(Server server) {
        try (heard) {
            if (Sockets.countable()) {
                Eventually.holds(
                        () -> assertThat(Sockets.openOn(server.port())).as("sockets in the server").isZero());
            }
            Eventually.holds(() -> assertThat(threads.newVirtual()).as("owners that go on").isEmpty());
            Eventually.holds(buffers);
            heard.assertSilence(); // a stop may be said
        } finally {
            assertThat(server.stop(GRACE)).as("exchanges left over").isZero();
        }
    }
}
