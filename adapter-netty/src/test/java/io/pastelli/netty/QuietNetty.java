package io.pastelli.netty;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test during which anything was logged above DEBUG, a leaked buffer included. */
final class QuietNetty implements BeforeEachCallback, AfterEachCallback {
    private static final Logger ROOT = Logger.getLogger("");

    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() > Level.FINE.intValue()
                    && !entry.getLoggerName().startsWith("org.junit")) {
                said.add(entry.getLevel() + " " + entry.getLoggerName() + ": " + entry.getMessage()
                        + (entry.getThrown() == null ? "" : " " + entry.getThrown()));
            }
        }

        @Override
        public void flush() {
            // nothing is buffered
        }

        @Override
        public void close() {
            // nothing to give back
        }
    };

    @Override
    public void beforeEach(ExtensionContext context) {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ROOT.addHandler(ear);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        System.gc();
        for (int i = 0; i < 50; i++) {
            PooledByteBufAllocator.DEFAULT.directBuffer(16).release(); // an allocation reports the leaks before it
        }
        ROOT.removeHandler(ear);
        Assertions.assertThat(said).as("log entries above DEBUG").isEmpty();
    }
}
