package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Hears what is logged above DEBUG as long as it is open, by {@link System.Logger} or the JDK's own loggers.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
final class Heard extends Handler implements AutoCloseable {
    private final Logger root = Logger.getLogger("");
    private final Queue<String> entries = new ConcurrentLinkedQueue<>();

    Heard() {
        root.addHandler(this);
    }

    /** Asserts that nothing was logged. */
    void assertSilence() {
        assertThat(entries).as("logged above DEBUG for a client's fault").isEmpty();
    }

    @Override
    public void publish(LogRecord logged) {
        if (logged.getLevel().intValue() > Level.FINE.intValue()) {
            entries.add(logged.getLevel() + " " + logged.getLoggerName() + ": " + logged.getMessage() + " "
                    + logged.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
    }
}
