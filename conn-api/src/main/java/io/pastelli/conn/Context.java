package io.pastelli.conn;

import io.pastelli.adapter.Settings;
import io.pastelli.http.HttpDate;
import io.pastelli.owner.Time;
import java.time.Instant;

/** What all exchanges of one server share. */
final class Context {
    static final System.Logger LOG = System.getLogger("io.pastelli");

    private final Settings settings;
    private final Time time;
    private final Roster roster;
    private final OwnerThreads threads = OwnerThreads.best();
    private final boolean kept;
    private final Buffers buffers = new Buffers();
    private final FileBlocks fileBlocks = new FileBlocks();
    private volatile Dated date = new Dated(0, "");

    /** Makes one; {@code kept} says that a deadline keeper runs. */
    Context(Settings settings, Time time, boolean kept) {
        this.settings = settings;
        this.time = time;
        this.kept = kept;
        this.roster = new Roster(time, settings.timeouts().write());
    }

    private record Dated(long second, String text) {}

    Settings settings() {
        return settings;
    }

    Time time() {
        return time;
    }

    OwnerThreads threads() {
        return threads;
    }

    /** Tells whether the deadline keeper looks after a wait of so many nanoseconds, so that it needs no timer. */
    boolean keepsWaits(long nanos) {
        return kept && nanos >= Ticker.KEPT;
    }

    Buffers buffers() {
        return buffers;
    }

    FileBlocks fileBlocks() {
        return fileBlocks;
    }

    Roster roster() {
        return roster;
    }

    /** The date field, formatted once a second. */
    String date() {
        long second = System.currentTimeMillis() / 1000;
        Dated known = date;
        if (known.second() != second) {
            known = new Dated(second, HttpDate.format(Instant.ofEpochSecond(second)));
            date = known;
        }
        return known.text();
    }
}
