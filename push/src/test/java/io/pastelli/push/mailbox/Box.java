package io.pastelli.push.mailbox;

import io.pastelli.conn.Plug;
import io.pastelli.push.mailbox.store.MailboxEvent;
import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestRequest;
import io.pastelli.testkit.TestTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.assertj.core.api.Assertions;

/** Mailboxes by a clock that a test turns, and requests to them without a server. */
final class Box implements AutoCloseable {
    final TestTime time = new TestTime();
    final Queue<MailboxEvent> events = new ConcurrentLinkedQueue<>();
    final Mailboxes boxes;
    private final Plug plug;

    Box() {
        this(options -> options);
    }

    Box(UnaryOperator<MailboxOptions> serving) {
        this(made -> made, Access.open(), serving);
    }

    Box(UnaryOperator<MailboxesOptions> made, Access access, UnaryOperator<MailboxOptions> serving) {
        boxes = Mailboxes.create(options -> made.apply(
                options.withTime(time, InstantSource.system()).withMonitor(events::add)));
        plug = boxes.plug(access, options -> serving.apply(options.withJitter(0)));
    }

    /** Asks, and does not wait for the answer. */
    TestConn get(String target, String... fields) {
        return send(TestConn.get(target), fields);
    }

    TestConn send(TestRequest request, String... fields) {
        TestRequest now = request;
        for (int i = 0; i < fields.length; i += 2) {
            now = now.header(fields[i], fields[i + 1]);
        }
        return now.start(plug);
    }

    /** Asks, and waits until it is in line. */
    TestConn waiting(String target, String... fields) {
        String name = target.substring(1).replaceFirst("\\?.*", "");
        int before = boxes.get(name).waiters();
        TestConn held = get(target, fields);
        eventually(() -> boxes.get(name).waiters() == before + 1);
        return held;
    }

    long count(Class<? extends MailboxEvent> kind) {
        return events.stream().filter(kind::isInstance).count();
    }

    void advance(Duration by) {
        time.advance(by);
    }

    @Override
    public void close() {
        boxes.close();
    }

    static void eventually(BooleanSupplier condition) {
        long until = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            Assertions.assertThat(System.nanoTime()).as("it comes within 20 s").isLessThan(until);
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
