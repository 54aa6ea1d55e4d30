package io.pastelli.push.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.http.Bytes;
import io.pastelli.push.mailbox.store.MailboxStore.Pushed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of a store of mailboxes; a test of one extends it in a few lines. */
public abstract class MailboxStoreContract {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final MailboxLimits LIMITS = MailboxLimits.DEFAULT.withDeliveries(3, 5)
            .withMessages(50, 10_000)
            .withLifetime(Duration.ofMinutes(10));

    private final MessageIds ids = new MessageIds(InstantSource.system());
    private final Told told = new Told();
    private MailboxStore store = new MemoryStore(); // replaced before each test

    /** A fresh store. */
    protected abstract MailboxStore create();

    /** Lets time pass for the store. */
    protected abstract void advance(Duration by);

    @BeforeEach
    void start() {
        store = started(LIMITS);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void messagesAreLentInTheOrderOfSending() {
        push("a", "one", "two", "three");
        assertThat(store.size("a")).isEqualTo(3);
        assertThat(texts(take("a", 1))).containsExactly("one");
        assertThat(texts(take("a", 5))).containsExactly("two", "three");
        assertThat(take("a", 5)).isEmpty();
        assertThat(store.size("a")).isZero();
    }

    @Test
    void aMessageComesBackAsItWasSent() {
        var message = new Message(ids.next(), "application/octet-stream", Bytes.of(new byte[]{0, -1, 13, 10}),
                Instant.parse("2026-01-02T03:04:05.006Z"));
        store.push("a", message);
        assertThat(take("a", 1)).containsExactly(new Lease(message, 1));
    }

    @Test
    void mailboxesAreApart() {
        push("a", "for a");
        push("b", "for b");
        assertThat(texts(take("b", 5))).containsExactly("for b");
        assertThat(texts(take("a", 5))).containsExactly("for a");
        assertThat(take("c", 5)).isEmpty();
    }

    @Test
    void whatIsAcknowledgedIsForgotten() {
        push("a", "one", "two");
        List<Lease> leases = take("a", 2);
        assertThat(store.acknowledge("a", List.of(id(leases.getFirst()), "unknown")))
                .containsExactly(id(leases.getFirst()));
        assertThat(store.acknowledge("a", List.of(id(leases.getFirst())))).isEmpty();
        assertThat(store.acknowledge("b", List.of(id(leases.getLast())))).isEmpty();
        advance(LEASE);
        assertThat(texts(take("a", 5))).containsExactly("two");
    }

    @Test
    void whatIsNotLentCannotBeAcknowledged() {
        push("a", "one");
        String id = id(take("a", 1).getFirst());
        advance(LEASE);
        assertThat(store.acknowledge("a", List.of(id))).isEmpty();
        assertThat(texts(take("a", 1))).containsExactly("one");
        assertThat(store.acknowledge("a", List.of(id))).containsExactly(id); // whoever has it now
    }

    @Test
    void whatIsReleasedComesFirst() {
        push("a", "one", "two", "three");
        List<Lease> first = take("a", 1);
        List<Lease> second = take("a", 1);
        store.release("a", second, true);
        store.release("a", first, true);
        assertThat(store.size("a")).isEqualTo(3);
        assertThat(texts(take("a", 5))).containsExactly("one", "two", "three");
    }

    @Test
    void aBatchThatIsReleasedKeepsItsOrder() {
        push("a", "one", "two", "three", "four");
        store.release("a", take("a", 3), false);
        assertThat(texts(take("a", 5))).containsExactly("one", "two", "three", "four");
    }

    @Test
    void aLeaseEndsByItselfInTheOrderOfSending() {
        push("a", "one", "two", "three");
        take("a", 1);
        advance(Duration.ofSeconds(10));
        take("a", 1);
        advance(Duration.ofSeconds(19));
        assertThat(texts(take("a", 1))).containsExactly("three");
        advance(Duration.ofSeconds(11)); // one and two, not three
        List<Lease> again = take("a", 5);
        assertThat(texts(again)).containsExactly("one", "two");
        assertThat(again).allMatch(lease -> lease.deliveries() == 2);
    }

    @Test
    void deliveriesAreCountedUnlessNothingWasSent() {
        push("a", "one");
        store.release("a", take("a", 1), false);
        Lease second = take("a", 1).getFirst();
        assertThat(second.deliveries()).isEqualTo(1);
        store.release("a", List.of(second), true);
        assertThat(take("a", 1).getFirst().deliveries()).isEqualTo(2);
    }

    @Test
    void aLeaseOfBeforeEndsNoLaterOne() {
        push("a", "one");
        List<Lease> late = take("a", 1);
        advance(LEASE);
        assertThat(take("a", 1)).hasSize(1);
        store.release("a", late, true);
        assertThat(take("a", 1)).isEmpty();
    }

    @Test
    void aMessageThatIsNeverAcknowledgedBecomesADeadLetter() {
        push("a", "poison", "good");
        for (int i = 0; i < LIMITS.deliveries(); i++) {
            assertThat(texts(take("a", 1))).containsExactly("poison");
            advance(LEASE);
        }
        assertThat(texts(take("a", 5))).containsExactly("good");
        assertThat(store.deadLetters("a")).singleElement().satisfies(lease -> {
            assertThat(lease.message().body().utf8()).isEqualTo("poison");
            assertThat(lease.deliveries()).isEqualTo(LIMITS.deliveries());
        });
        assertThat(told.count(MailboxEvent.Died.class)).isEqualTo(1);
        assertThat(told.count(MailboxEvent.Returned.class)).isEqualTo(LIMITS.deliveries() - 1);
        assertThat(store.revive("a")).isEqualTo(1);
        assertThat(store.deadLetters("a")).isEmpty();
        assertThat(take("a", 1)).singleElement().satisfies(lease -> {
            assertThat(lease.message().body().utf8()).isEqualTo("poison");
            assertThat(lease.deliveries()).isEqualTo(1);
        });
    }

    @Test
    void ofTooManyDeadLettersTheLatestAreKept() {
        for (int i = 0; i < LIMITS.deadLetters() + 2; i++) {
            push("a", "poison " + i);
            for (int times = 0; times < LIMITS.deliveries(); times++) {
                store.release("a", take("a", 1), true);
            }
        }
        assertThat(texts(store.deadLetters("a"))).containsExactly("poison 2", "poison 3", "poison 4",
                "poison 5", "poison 6");
    }

    @Test
    void nothingIsKeptBeyondItsLifetime() {
        push("a", "old");
        advance(Duration.ofMinutes(6));
        push("a", "young");
        advance(Duration.ofMinutes(5));
        assertThat(store.size("a")).isEqualTo(1);
        assertThat(texts(take("a", 5))).containsExactly("young");
        assertThat(told.count(MailboxEvent.Expired.class)).isEqualTo(1);
    }

    @Test
    void messagesAreBounded() {
        for (int i = 0; i < LIMITS.messages(); i++) {
            push("a", "m" + i);
        }
        List<Lease> lent = take("a", 2); // lent ones count too
        assertThat(store.push("a", message("one more"))).isEqualTo(Pushed.FULL);
        assertThat(store.push("b", message("elsewhere"))).isEqualTo(Pushed.ACCEPTED);
        store.acknowledge("a", List.of(id(lent.getFirst())));
        assertThat(store.push("a", message("one more"))).isEqualTo(Pushed.ACCEPTED);
    }

    @Test
    void bytesAreBounded() {
        push("a", "x".repeat(6000));
        assertThat(store.push("a", message("x".repeat(6000)))).isEqualTo(Pushed.FULL);
        push("a", "x".repeat(3000));
        store.acknowledge("a", List.of(id(take("a", 1).getFirst())));
        push("a", "x".repeat(6000));
        assertThat(store.purge("a")).isEqualTo(2);
        push("a", "x".repeat(9000));
    }

    @Test
    void aBatchIsBoundedByItsBytesButNeverEmpty() {
        push("a", "x".repeat(500), "x".repeat(400), "x".repeat(100));
        assertThat(store.take("a", 10, 100, LEASE)).hasSize(1);
        assertThat(store.take("a", 10, 500, LEASE)).hasSize(2);
    }

    @Test
    void namesAreBoundedAndEmptyOnesAreNone() {
        try (MailboxStore small = started(LIMITS.withNames(2))) {
            assertThat(small.push("a", message("1"))).isEqualTo(Pushed.ACCEPTED);
            assertThat(small.push("b", message("2"))).isEqualTo(Pushed.ACCEPTED);
            assertThat(small.push("c", message("3"))).isEqualTo(Pushed.TOO_MANY_MAILBOXES);
            assertThat(small.push("a", message("4"))).isEqualTo(Pushed.ACCEPTED);
            List<Lease> taken = small.take("b", 1, 1000, LEASE);
            assertThat(small.push("c", message("3"))).isEqualTo(Pushed.TOO_MANY_MAILBOXES);
            small.acknowledge("b", List.of(id(taken.getFirst())));
            assertThat(small.push("c", message("3"))).isEqualTo(Pushed.ACCEPTED);
        }
    }

    @Test
    void aPurgeForgetsAll() {
        push("a", "dead", "lent", "waits");
        for (int i = 0; i < LIMITS.deliveries(); i++) {
            store.release("a", take("a", 1), true);
        }
        List<Lease> lent = take("a", 1);
        assertThat(store.purge("a")).isEqualTo(3);
        store.release("a", lent, true);
        assertThat(store.size("a")).isZero();
        assertThat(store.deadLetters("a")).isEmpty();
        assertThat(store.purge("a")).isZero();
    }

    @Test
    void theNodeIsToldOfWhatWaits() throws Exception {
        store.listen("a");
        push("a", "one");
        told.await("a");
        List<Lease> lent = take("a", 1);
        told.forget();
        store.release("a", lent, false);
        told.await("a");
        take("a", 1);
        told.forget();
        advance(LEASE);
        told.await("a"); // the lease is over, and nobody has asked
        take("a", 1);
        advance(LEASE);
        take("a", 1);
        advance(LEASE);
        assertThat(take("a", 1)).isEmpty();
        told.forget();
        assertThat(store.revive("a")).isEqualTo(1);
        told.await("a");
        store.ignore("a");
    }

    @Test
    void underLoadEachMessageIsAcknowledgedOnceAndNoneIsLost() throws Exception {
        int senders = 4;
        int each = 250;
        try (MailboxStore busy = started(
                LIMITS.withMessages(senders * each, 1 << 20).withDeliveries(1000, 0))) {
            var sent = ConcurrentHashMap.<String>newKeySet();
            var done = new ConcurrentLinkedQueue<String>();
            var again = new AtomicInteger();
            var threads = new ArrayList<Thread>();
            for (int s = 0; s < senders; s++) {
                threads.add(Thread.startVirtualThread(() -> {
                    for (int i = 0; i < each; i++) {
                        Message message = message("m");
                        sent.add(message.id());
                        busy.push("a", message);
                    }
                }));
                threads.add(Thread.startVirtualThread(() -> {
                    for (int i = 0; done.size() < senders * each; i++) {
                        List<Lease> leases = busy.take("a", 3, 1000, LEASE);
                        if (i % 3 == 0 && !leases.isEmpty()) {
                            again.addAndGet(leases.size());
                            busy.release("a", leases, i % 2 == 0);
                        } else if (!leases.isEmpty()) {
                            done.addAll(busy.acknowledge("a", leases.stream().map(Lease::message)
                                    .map(Message::id).toList()));
                        } else {
                            LockSupport.parkNanos(50_000); // one that only yields keeps the senders from running
                        }
                    }
                }));
            }
            for (Thread thread : threads) {
                assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
            }
            assertThat(done).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(sent);
            assertThat(again.get()).isPositive();
            assertThat(busy.purge("a")).isZero();
        }
    }

    private MailboxStore started(MailboxLimits limits) {
        MailboxStore made = create();
        made.start(told, limits);
        return made;
    }

    private void push(String name, String... texts) {
        for (String text : texts) {
            assertThat(store.push(name, message(text))).isEqualTo(Pushed.ACCEPTED);
        }
    }

    private List<Lease> take(String name, int most) {
        return store.take(name, most, 1 << 20, LEASE);
    }

    private Message message(String text) {
        // stores may keep milliseconds only
        return new Message(ids.next(), Message.TEXT, Bytes.of(text),
                Instant.ofEpochMilli(1_790_000_000_000L));
    }

    private static List<String> texts(List<Lease> leases) {
        return leases.stream().map(lease -> lease.message().body().utf8()).toList();
    }

    private static String id(Lease lease) {
        return lease.message().id();
    }

    /** What a node is told. */
    private static final class Told implements MailboxStore.Node {
        private final Queue<String> names = new ConcurrentLinkedQueue<>();
        private final Queue<MailboxEvent> events = new ConcurrentLinkedQueue<>();

        @Override
        public void waiting(String name) {
            names.add(name);
        }

        @Override
        public void happened(MailboxEvent event) {
            events.add(event);
        }

        void forget() {
            names.clear();
        }

        long count(Class<?> kind) {
            return events.stream().filter(kind::isInstance).count();
        }

        void await(String name) throws InterruptedException {
            eventually(() -> names.contains(name));
        }
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes within 10 s").isLessThan(until);
            Thread.sleep(1);
        }
    }
}
