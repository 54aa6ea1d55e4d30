package io.pastelli.conn;

import io.pastelli.adapter.Exits;
import io.pastelli.http.Bytes;
import io.pastelli.http.BytesBuilder;
import io.pastelli.http.HttpException;
import io.pastelli.owner.Time;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request body for a blocking caller, within the limits.
 *
 * <p>
 * <b>Threading:</b> one reader at a time, on any thread that may block; woken by the adapter from any thread, and by the
 * deadline keeper: a timer for each wait would cost more than the rest of the read.
 */
final class BodyReader {
    private static final int FIRST_ROOM = 16 * 1024;

    private final Transaction tx;
    private long total;
    private boolean ended;
    private volatile boolean ready;
    private volatile @Nullable Thread reader; // while it waits
    private volatile long until; // when it gives up

    BodyReader(Transaction tx) {
        this.tx = tx;
    }

    BodyRead read(Conn conn, BodyOptions options) {
        var out = new BytesBuilder(expected(options));
        while (!ended && out.size() < options.length()) {
            int most = Math.min(options.readLength(), options.length() - out.size());
            int count = readSome(out, most, options.timeout().toNanos());
            if (count > 0) {
                total += count;
                checkLimit();
            }
        }
        Bytes bytes = out.build();
        return ended ? new BodyRead.Done(bytes, conn) : new BodyRead.More(bytes, conn);
    }

    /** Wakes the reader: there is something to read, or the exchange has ended. */
    void wake() {
        ready = true;
        LockSupport.unpark(reader);
    }

    /** Wakes a reader that has waited long enough; for the deadline keeper. */
    void tick(long now) {
        Thread waits = reader;
        if (waits != null && now - until >= 0) {
            LockSupport.unpark(waits);
        }
    }

    private int readSome(BytesBuilder into, int most, long timeout) {
        long latest = tx.context().time().nanos() + timeout;
        for (;;) {
            int count;
            try {
                count = into.read(tx.exchange()::read, most);
            } catch (IOException e) {
                tx.owner().end(Exits.of(e));
                throw new DepartedException(tx.owner().exit().orElseGet(() -> Exits.of(e)));
            } catch (HttpException e) {
                tx.exchange().closeAfter();
                throw e;
            }
            if (count != 0) {
                ended = count < 0;
                return count;
            }
            awaitReady(latest, tx.context().keepsWaits(timeout) ? Time.NEVER : latest);
        }
    }

    private void awaitReady(long latest, long alarm) {
        Time time = tx.context().time();
        ready = false;
        until = latest;
        reader = Thread.currentThread();
        tx.exchange().onReadable(this::wake);
        boolean interrupted = false;
        while (!ready && tx.owner().exit().isEmpty() && time.nanos() < latest) {
            time.park(this, alarm);
            interrupted |= Thread.interrupted(); // the end of the exchange wakes this wait by itself
        }
        reader = null;
        tx.owner().exit().ifPresent(exit -> {
            throw new DepartedException(exit);
        });
        if (!ready) {
            tx.exchange().closeAfter();
            throw new HttpException(408, "the request body stopped coming: send it without pauses");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void checkLimit() {
        long limit = tx.context().settings().limits().body();
        if (total > limit) {
            tx.exchange().closeAfter();
            throw tooLarge(limit);
        }
    }

    static HttpException tooLarge(long limit) {
        return new HttpException(413, "the body is larger than " + limit + " bytes: send less");
    }

    private int expected(BodyOptions options) {
        long declared = Math.max(0, tx.exchange().contentLength() - total);
        return (int) Math.min(Math.min(declared, FIRST_ROOM), options.length());
    }
}
