package io.pastelli.jetty;

import io.pastelli.adapter.Settings;
import io.pastelli.adapter.Timeouts;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far one connection is, and since when: what decides that it waits too long.
 *
 * <p>
 * <b>Threading:</b> safe for use by many threads; the reaper and the parser meet here.
 */
final class Progress {
    /** How long a connection that is to be closed may take to be closed by its client. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private enum Phase {
        ACCEPTED, WAITING, HEAD, BUSY, CLOSING
    }

    /** What is to be done about a connection. */
    enum Verdict {
        FINE, IDLE, LATE, CLOSE, PING, SILENT
    }

    private Phase phase = Phase.ACCEPTED;
    private @Nullable LongSupplier begun; // not null once frames are spoken; asked by the parsing thread only
    private long whole = System.nanoTime(); // when the last frame was complete
    private long partial; // since when bytes are here that have made no frame, 0 for none
    private long since = System.nanoTime();
    private long heard = System.nanoTime(); // of a framed connection: when bytes came last
    private boolean pinged;

    /** Notes a read of so many bytes, and that all before it were parsed; they begin a head when none was begun. */
    synchronized void filled(int count) {
        LongSupplier frames = begun;
        if (frames != null) {
            if (count > 0) {
                heard = System.nanoTime();
                pinged = false;
            }
            long begin = frames.getAsLong();
            partial = begin != 0 && begin - whole > 0 ? begin : 0;
        } else if (count > 0 && phase == Phase.WAITING) {
            enter(Phase.HEAD);
        } else if (count > 0 && phase == Phase.ACCEPTED) {
            phase = Phase.HEAD; // its time runs from the accept
        }
    }

    /**
     * Notes that HTTP/2 is spoken: from now on bytes are frames, which begin no head; {@code parser} tells when the last
     * frame, or the last head of several, has begun, 0 for none.
     */
    synchronized void framed(LongSupplier parser) {
        begun = parser;
    }

    /** Notes that a frame is complete, or a head of several. */
    synchronized void frame() {
        whole = System.nanoTime();
    }

    /** Notes that the client of a framed connection has introduced itself. */
    synchronized void spoken() {
        if (phase == Phase.ACCEPTED || phase == Phase.HEAD) {
            enter(Phase.WAITING);
        }
    }

    /** Notes that a request is being answered; false when the connection is being closed. */
    synchronized boolean busy() {
        if (phase == Phase.CLOSING) {
            return false;
        }
        phase = Phase.BUSY;
        return true;
    }

    /** Notes that a response is complete; {@code begun} says that bytes of the next request are here. */
    synchronized void waiting(boolean begun) {
        if (phase != Phase.CLOSING) {
            enter(begun ? Phase.HEAD : Phase.WAITING);
        }
    }

    /** Notes that the connection is to be closed; true for the first. */
    synchronized boolean closing() {
        boolean first = phase != Phase.CLOSING;
        if (first) {
            enter(Phase.CLOSING);
        }
        return first;
    }

    /** Tells whether nothing of a request has come. */
    synchronized boolean idle() {
        return phase == Phase.WAITING || phase == Phase.ACCEPTED;
    }

    /** Judges at {@code now}, in nanoseconds. */
    synchronized Verdict verdict(long now, Settings settings) {
        Timeouts timeouts = settings.timeouts();
        if (partial != 0 && phase != Phase.CLOSING && now - partial > timeouts.head().toNanos()) {
            return Verdict.LATE;
        }
        long age = now - since;
        return switch (phase) {
            case BUSY -> begun == null ? Verdict.FINE : silence(now, settings.http2().ping().toNanos());
            case ACCEPTED -> age > timeouts.head().toNanos() ? Verdict.CLOSE : Verdict.FINE;
            case WAITING -> age > timeouts.idle().toNanos() ? Verdict.IDLE : Verdict.FINE;
            case HEAD -> age > timeouts.head().toNanos() ? Verdict.LATE : Verdict.FINE;
            case CLOSING -> age > LINGER.toNanos() ? Verdict.CLOSE : Verdict.FINE;
        };
    }

    /** What is due when streams are open: a client that says nothing is asked once, and has as long again to answer. */
    private Verdict silence(long now, long most) {
        if (now - heard <= most) {
            return Verdict.FINE;
        }
        if (pinged) {
            return Verdict.SILENT;
        }
        pinged = true;
        heard = now;
        return Verdict.PING;
    }

    private void enter(Phase next) {
        phase = next;
        since = System.nanoTime();
    }
}
