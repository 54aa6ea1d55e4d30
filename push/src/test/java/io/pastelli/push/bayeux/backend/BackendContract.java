package io.pastelli.push.bayeux.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.push.bayeux.backend.Backend.Batch;
import io.pastelli.push.bayeux.backend.Backend.Change;
import io.pastelli.push.bayeux.backend.Backend.Reason;
import io.pastelli.push.bayeux.backend.Backend.Removed;
import io.pastelli.push.bayeux.backend.Limits.Overflow;
import io.pastelli.push.bayeux.channel.Channels;
import io.pastelli.push.bayeux.message.Event;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of a backend; a test of one extends it in a few lines. */
public abstract class BackendContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Node node = new Node();
    private Backend backend = new MemoryBackend(); // replaced before each test

    /** A fresh backend. */
    protected abstract Backend create();

    /** Lets time pass for the backend. */
    protected abstract void advance(Duration by);

    @BeforeEach
    void start() {
        backend = started(Limits.DEFAULT);
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void aSessionIsMadeOnceAndEndedOnce() {
        assertThat(backend.create("a", MINUTE)).isTrue();
        assertThat(backend.create("a", MINUTE)).isFalse();
        assertThat(backend.destroy("a", Reason.KICKED))
                .contains(new Removed("a", Reason.KICKED, Set.of(), Set.of()));
        assertThat(backend.destroy("a", Reason.KICKED)).isEmpty();
        assertThat(backend.touch("a", MINUTE)).isFalse();
        assertThat(backend.sessions()).isEmpty();
    }

    @Test
    void aSessionExpiresUnlessTouchedInTime() {
        backend.create("a", MINUTE);
        backend.create("b", MINUTE);
        backend.subscribe("a", List.of("/x"));
        backend.subscribe("b", List.of("/x", "/y"));
        advance(Duration.ofSeconds(59));
        assertThat(backend.touch("a", MINUTE)).isTrue();
        advance(Duration.ofSeconds(2));
        node.await(() -> node.gone.size() == 1);
        assertThat(node.gone).containsExactly(
                new Removed("b", Reason.EXPIRED, Set.of("/x", "/y"), Set.of("/y")));
        assertThat(backend.sessions()).containsExactly("a");
        assertThat(backend.channels()).containsExactly("/x");
    }

    @Test
    void aLifetimeMayBeShortened() {
        backend.create("a", MINUTE);
        backend.touch("a", Duration.ofSeconds(1));
        advance(Duration.ofSeconds(2));
        node.await(() -> node.gone.size() == 1);
        assertThat(backend.touch("a", MINUTE)).isFalse();
    }

    @Test
    void subscribingTellsWhatChangedAndWhichChannelsBegan() {
        backend.create("a", MINUTE);
        backend.create("b", MINUTE);
        assertThat(backend.subscribe("a", List.of("/x", "/y")))
                .isEqualTo(new Change.Done(Set.of("/x", "/y"), Set.of("/x", "/y")));
        assertThat(backend.subscribe("b", List.of("/x", "/z")))
                .isEqualTo(new Change.Done(Set.of("/x", "/z"), Set.of("/z")));
        assertThat(backend.subscribe("b", List.of("/x"))).isEqualTo(new Change.Done(Set.of(), Set.of()));
        assertThat(backend.subscribers("/x")).containsExactlyInAnyOrder("a", "b");
        assertThat(backend.unsubscribe("a", List.of("/x", "/y", "/q")))
                .isEqualTo(new Change.Done(Set.of("/x", "/y"), Set.of("/y")));
        assertThat(backend.subscriptions("b")).containsExactlyInAnyOrder("/x", "/z");
        assertThat(backend.subscribe("gone", List.of("/x"))).isEqualTo(new Change.UnknownSession());
        assertThat(backend.hasSubscribers("/y")).isFalse();
    }

    @Test
    void tooManySubscriptionsAreRefusedWhole() {
        restart(Limits.DEFAULT.withSubscriptions(2));
        backend.create("a", MINUTE);
        backend.subscribe("a", List.of("/1"));
        assertThat(backend.subscribe("a", List.of("/2", "/3"))).isEqualTo(new Change.TooMany());
        assertThat(backend.subscriptions("a")).containsExactly("/1");
    }

    @Test
    void anEventReachesEachSubscriberOnce() {
        backend.create("a", MINUTE);
        backend.create("b", MINUTE);
        backend.subscribe("a", List.of("/x/y", "/x/*", "/**"));
        backend.subscribe("b", List.of("/other"));
        assertThat(publish("/x/y", 1)).isOne();
        assertThat(data(backend.take("a", 10))).containsExactly("1");
        assertThat(data(backend.take("b", 10))).isEmpty();
        assertThat(node.waiting).containsExactly("a");
    }

    @Test
    void whatIsTakenIsNumberedAndKeptUntilAcknowledged() {
        queue("a", 5);
        Batch first = backend.take("a", 2);
        Batch second = backend.take("a", 2);
        assertThat(first.number()).isEqualTo(1);
        assertThat(second.number()).isEqualTo(2);
        backend.acknowledge("a", 1);
        backend.putBack("a");
        assertThat(data(backend.take("a", 10))).containsExactly("2", "3", "4");
        backend.acknowledge("a", 3);
        assertThat(backend.take("a", 10)).isEqualTo(new Batch(3, List.of()));
        assertThat(backend.waiting("a")).isFalse();
    }

    @Test
    void whatIsPutBackComesBeforeWhatCameMeanwhile() {
        queue("a", 3);
        backend.take("a", 2);
        backend.take("a", 1);
        backend.deliver("a", Event.of("/x", 3));
        backend.putBack("a");
        assertThat(data(backend.take("a", 10))).containsExactly("0", "1", "2", "3");
    }

    @Test
    void aFullQueueDropsTheOldest() {
        restart(Limits.DEFAULT.withQueue(3, 1000, Overflow.DROP_OLDEST));
        queue("a", 5);
        assertThat(data(backend.take("a", 10))).containsExactly("2", "3", "4");
        assertThat(node.dropped).containsExactly("0", "1");
    }

    @Test
    void aFullQueueDropsTheNewest() {
        restart(Limits.DEFAULT.withQueue(3, 1000, Overflow.DROP_NEWEST));
        queue("a", 5);
        assertThat(data(backend.take("a", 10))).containsExactly("0", "1", "2");
        assertThat(node.dropped).containsExactly("3", "4");
    }

    @Test
    void aFullQueueCoalescesByKey() {
        restart(Limits.DEFAULT.withQueue(3, 1000, Overflow.DROP_NEWEST).coalescingBy(Event::channel));
        backend.create("a", MINUTE);
        for (String channel : List.of("/x", "/y", "/z", "/y", "/q")) {
            backend.deliver("a", Event.of(channel, channel));
        }
        assertThat(data(backend.take("a", 10))).containsExactly("\"/z\"", "\"/y\"", "\"/q\"");
    }

    @Test
    void aFullQueueEndsTheSession() {
        restart(Limits.DEFAULT.withQueue(3, 1000, Overflow.DISCONNECT));
        queue("a", 4);
        assertThat(node.gone).singleElement().satisfies(
                removed -> assertThat(removed.reason()).isEqualTo(Reason.OVERFLOWED));
        assertThat(backend.sessions()).isEmpty();
    }

    @Test
    void aQueueIsBoundedInCharactersToo() {
        restart(Limits.DEFAULT.withQueue(100, 10, Overflow.DROP_NEWEST));
        backend.create("a", MINUTE);
        assertThat(backend.deliver("a", Event.of("/x", "x".repeat(50)))).isTrue();
        assertThat(backend.deliver("a", Event.of("/x", 1))).isFalse();
        backend.acknowledge("a", backend.take("a", 1).number());
        assertThat(backend.deliver("a", Event.of("/x", 1))).isTrue();
    }

    @Test
    void whatIsLentCountsAgainstTheBound() {
        restart(Limits.DEFAULT.withQueue(2, 1000, Overflow.DROP_OLDEST));
        queue("a", 2);
        backend.take("a", 2);
        assertThat(backend.deliver("a", Event.of("/x", 9))).isFalse();
        backend.putBack("a");
        assertThat(data(backend.take("a", 10))).containsExactly("0", "1");
    }

    @Test
    void oneOfManyWhoEndASessionSucceeds() throws Exception {
        backend.create("a", MINUTE);
        backend.subscribe("a", List.of("/x"));
        var ended = new ConcurrentLinkedQueue<Removed>();
        race(8, turn -> backend.destroy("a", Reason.KICKED).ifPresent(ended::add));
        assertThat(ended).containsExactly(new Removed("a", Reason.KICKED, Set.of("/x"), Set.of("/x")));
    }

    @Test
    void aChannelThatIsJoinedAndLeftAtOnceBeginsAndEndsEquallyOften() throws Exception {
        var balance = new AtomicInteger();
        for (int i = 0; i < 8; i++) {
            backend.create("s" + i, MINUTE);
        }
        race(8, turn -> {
            for (int i = 0; i < 200; i++) {
                if (backend.subscribe("s" + turn, List.of("/x")) instanceof Change.Done done) {
                    balance.addAndGet(done.border().size());
                }
                if (backend.unsubscribe("s" + turn, List.of("/x")) instanceof Change.Done done) {
                    balance.addAndGet(-done.border().size());
                }
            }
        });
        assertThat(balance).hasValue(0);
        assertThat(backend.channels()).isEmpty();
    }

    @Test
    void manyPublishersLoseNothingAndKeepTheirOwnOrder() throws Exception {
        restart(Limits.DEFAULT.withQueue(10_000, 1 << 20, Overflow.DISCONNECT));
        backend.create("a", MINUTE);
        backend.subscribe("a", List.of("/x/*"));
        race(4, turn -> {
            for (int i = 0; i < 500; i++) {
                publish("/x/" + turn, i);
            }
        });
        var next = new int[4];
        for (Event event : backend.take("a", 10_000).events()) {
            int from = event.channel().charAt(3) - '0';
            assertThat(event.data().text()).isEqualTo(String.valueOf(next[from]++));
        }
        assertThat(next).containsOnly(500);
    }

    @Test
    void allSeeTheEventsOfAChannelInOneOrder() throws Exception {
        restart(Limits.DEFAULT.withQueue(10_000, 1 << 20, Overflow.DISCONNECT));
        for (String each : List.of("a", "b", "c")) {
            backend.create(each, MINUTE);
            backend.subscribe(each, List.of("/x"));
        }
        race(4, turn -> {
            for (int i = 0; i < 500; i++) {
                publish("/x", 1000 * turn + i);
            }
        });
        List<String> order = data(backend.take("a", 10_000));
        assertThat(order).hasSize(2000);
        assertThat(data(backend.take("b", 10_000))).isEqualTo(order);
        assertThat(data(backend.take("c", 10_000))).isEqualTo(order);
    }

    private int publish(String channel, Object data) {
        return backend.publish(Event.of(channel, data), Channels.keys(channel));
    }

    private void queue(String session, int events) {
        backend.create(session, MINUTE);
        for (int i = 0; i < events; i++) {
            backend.deliver(session, Event.of("/x", i));
        }
    }

    private static List<String> data(Batch batch) {
        return batch.events().stream().map(event -> event.data().text()).toList();
    }

    private void restart(Limits limits) {
        backend.close();
        backend = started(limits);
    }

    private Backend started(Limits limits) {
        Backend fresh = create();
        fresh.start(node, limits);
        return fresh;
    }

    private interface Turn {
        void run(int turn);
    }

    private static void race(int runners, Turn work) throws InterruptedException {
        var start = new CountDownLatch(1);
        var threads = new Thread[runners];
        for (int i = 0; i < runners; i++) {
            int turn = i;
            threads[i] = Thread.ofVirtual().start(() -> {
                try {
                    start.await();
                    work.run(turn);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static final class Node implements Backend.Listener {
        private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
        private final Queue<String> dropped = new ConcurrentLinkedQueue<>();
        private final Queue<Removed> gone = new ConcurrentLinkedQueue<>();

        @Override
        public void waiting(String session, boolean lazy) {
            waiting.add(session);
        }

        @Override
        public void dropped(String session, Event event) {
            dropped.add(event.data().text());
        }

        @Override
        public void gone(Removed removed) {
            gone.add(removed);
        }

        @Override
        public void moved(String session) {}

        @Override
        public void ended(String session, Reason reason) {}

        void await(BooleanSupplier condition) {
            long until = System.nanoTime() + 10_000_000_000L;
            while (!condition.getAsBoolean()) {
                assertThat(System.nanoTime()).as("it comes within 10 s").isLessThan(until);
                Thread.onSpinWait();
            }
        }
    }
}
