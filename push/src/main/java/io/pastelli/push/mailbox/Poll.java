package io.pastelli.push.mailbox;

import io.pastelli.conn.Conn;
import io.pastelli.conn.DepartedException;
import io.pastelli.http.HttpException;
import io.pastelli.http.Headers;
import io.pastelli.owner.Delivery;
import io.pastelli.owner.Exit;
import io.pastelli.push.mailbox.store.Lease;
import io.pastelli.push.mailbox.store.MailboxEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A GET that waits for messages; it has no thread meanwhile.
 *
 * <p>
 * Its owner's mailbox takes the messages, the end of the time, and last the exit. When the exit says that the response
 * was not written to its end, the messages go back; when it was, and the client does not acknowledge by itself, they
 * are acknowledged here.
 *
 * <p>
 * <b>Threading:</b> messages and the time come from any thread; all else runs on the owner's thread.
 */
final class Poll implements Waiter {
    private static final Object TIME = new Object();
    private static final Headers SOON = Headers.of("retry-after", "2");

    private record Lent(List<Lease> leases) {}

    /** What the clock keeps until the time is up, though the poll was answered long before. */
    private static final class Hold implements Runnable {
        volatile @Nullable Poll poll;

        Hold(Poll poll) {
            this.poll = poll;
        }

        @Override
        public void run() {
            Poll held = poll;
            if (held != null) {
                held.conn.owner().send(TIME);
            }
        }
    }

    private final Mailboxes boxes;
    private final String name;
    private final Conn conn;
    private final Asked asked;
    private final MailboxOptions options;
    private final Places places;
    private final Hold hold = new Hold(this);
    private boolean waits = true;
    private List<Lease> lent = List.of();

    Poll(Mailboxes boxes, String name, Conn conn, Asked asked, MailboxOptions options, Places places) {
        this.boxes = boxes;
        this.name = name;
        this.conn = conn;
        this.asked = asked;
        this.options = options;
        this.places = places;
    }

    /** Gets in line and returns the conn with nothing sent. */
    Conn start() {
        double jitter = options.jitter() * ThreadLocalRandom.current().nextDouble(-1, 1);
        long due = boxes.deadlines().now() + (long) (options.timeout().toNanos() * (1 + jitter));
        if (!places.enter(conn.remoteAddress())) {
            throw new HttpException(429, "too many requests wait from your address: end some, then come back",
                    SOON);
        }
        if (!boxes.lines().join(name, this, options.waitersPerName())) {
            places.leave(conn.remoteAddress());
            throw new HttpException(429, "too many requests wait for this mailbox: come back later", SOON);
        }
        boxes.deadlines().at(due, hold);
        conn.owner().onMessage(this::on);
        return conn;
    }

    @Override
    public int most() {
        return Math.min(asked.max().orElse(1), options.batch());
    }

    @Override
    public long mostBytes() {
        return options.batchBytes();
    }

    @Override
    public Duration lease() {
        return options.lease();
    }

    @Override
    public boolean deliver(List<Lease> leases) {
        return conn.owner().send(new Lent(leases)) == Delivery.DELIVERED;
    }

    private void on(Object message) {
        if (message instanceof Lent(List<Lease> leases)) {
            answer(leases);
        } else if (message instanceof Exit exit) {
            ended(exit);
        } else if (waits && boxes.lines().leave(name, this)) {
            waitsNoMore();
            boxes.happened(new MailboxEvent.TimedOut(name));
            quietly(options.timeoutStatus(), options.timeoutStatus() == 204 ? "" : "nothing came: ask again");
        }
    }

    private void answer(List<Lease> leases) {
        waitsNoMore();
        lent = leases;
        try {
            if (asked.max().isPresent()) {
                Answers.some(conn, leases);
            } else {
                Answers.one(conn, leases.getFirst());
            }
        } catch (DepartedException e) {
            lent = List.of();
            boxes.store().release(name, leases, false);
        } catch (RuntimeException e) {
            lent = List.of(); // should an error page go out, it is not what was lent
            boxes.store().release(name, leases, true);
            throw e;
        }
    }

    private void ended(Exit exit) {
        if (!lent.isEmpty()) {
            settle(exit);
        } else if (waits) {
            boxes.lines().leave(name, this);
            waitsNoMore();
            if (exit instanceof Exit.Shutdown) {
                quietly(503, "this server stops: ask again");
            } else {
                boxes.happened(new MailboxEvent.Left(name));
            }
        }
    }

    private void settle(Exit exit) {
        if (exit instanceof Exit.Normal) {
            if (!asked.acknowledges()) {
                boxes.acknowledge(name, lent.stream().map(lease -> lease.message().id()).toList());
            }
        } else if (!(exit instanceof Exit.Shutdown && asked.acknowledges())) {
            boxes.store().release(name, lent, true);
        }
    }

    private void waitsNoMore() {
        if (waits) {
            waits = false;
            hold.poll = null;
            places.leave(conn.remoteAddress());
        }
    }

    private void quietly(int status, String sentence) {
        try {
            Conn answer = conn.putRespContentType("text/plain");
            (status == 503 ? answer.mergeRespHeaders(SOON) : answer).sendResp(status, sentence);
        } catch (DepartedException e) {
            // the exit follows
        }
    }
}
