package io.pastelli.jetty;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what is logged under a name, as long as it is open. */
final class Logged extends Handler implements AutoCloseable {
    private final Logger logger;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    Logged(String name) {
        logger = Logger.getLogger(name);
        logger.addHandler(this);
    }

    /** Returns what was logged above {@code level}. */
    List<String> above(Level level) {
        lines.clear();
        for (LogRecord each : records) {
            if (each.getLevel().intValue() > level.intValue()) {
                lines.add(each.getLevel() + " " + each.getLoggerName() + " " + each.getMessage() + " "
                        + each.getThrown());
            }
        }
        return List.copyOf(lines);
    }

    /** Forgets what was logged. */
    void clear() {
        records.clear();
    }

    @Override
    public void publish(LogRecord logRecord) {
        records.add(logRecord);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
