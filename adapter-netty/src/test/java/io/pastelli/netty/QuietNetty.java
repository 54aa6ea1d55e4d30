package io.pastelli.netty;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test during which Netty or its adapter logged anything above DEBUG, a leaked buffer included. */
final class QuietNetty implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final Logger ROOT = Logger.getLogger("");

    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() > Level.FINE.intValue() && ours(entry.getLoggerName())) {
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

    private static boolean ours(String logger) {
        return logger.startsWith("io.netty") || logger.startsWith("io.pastelli.netty");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID); // where the build asks for this one
        ROOT.addHandler(ear);
        Buffers.begin();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        ROOT.removeHandler(ear);
        var entries = List.copyOf(said);
        said.clear();
        Assertions.assertThat(entries).as("log entries above DEBUG").isEmpty();
        Buffers.assertNothingLeft();
    }

    /** The detector reports what the collector has found, at the next allocations. */
    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        ROOT.addHandler(ear);
        for (int round = 0; round < 5; round++) {
            System.gc();
            Thread.sleep(20);
            PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
        }
        ROOT.removeHandler(ear);
        Assertions.assertThat(said).as("leaked buffers").isEmpty();
    }
}
