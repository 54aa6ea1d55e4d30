package io.pastelli.push.sse.log;

import static io.pastelli.push.sse.log.EventLog.EVERYBODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.http.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of a log of events; a test of one extends it in a few lines. */
public abstract class EventLogContract {
    private static final int MOST = 1000;
    private static final long MOST_BYTES = 1 << 20;

    private final Told told = new Told();
    private EventLog log = new MemoryLog(); // replaced before each test

    /** A fresh log with these bounds. */
    protected abstract EventLog create(int events, long bytes);

    @BeforeEach
    void start() {
        restart(MOST, MOST_BYTES);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void whatIsAppendedIsToldOnceInTheOrderOfIds() throws InterruptedException {
        log.listen("a");
        log.listen(EVERYBODY);
        var threads = new ArrayList<Thread>();
        for (int t = 0; t < 4; t++) {
            int me = t;
            threads.add(Thread.startVirtualThread(() -> {
                for (int i = 0; i < 50; i++) {
                    log.append(me % 2 == 0 ? "a" : EVERYBODY, Bytes.of(me + " " + i));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        eventually(() -> told.entries.size() >= 200);
        assertThat(told.ids()).hasSize(200).doesNotHaveDuplicates().isSorted();
        for (int t = 0; t < 4; t++) {
            String mine = t + " ";
            assertThat(told.entries.stream().map(entry -> entry.event().utf8())
                    .filter(text -> text.startsWith(mine)).map(text -> Integer.parseInt(text.substring(2))))
                    .as("each thread's own").isSorted().hasSize(50);
        }
        eventually(() -> log.told() == told.ids().getLast());
    }

    @Test
    void whatIsAppendedHasTheIdThatIsTold() {
        log.listen("a");
        long one = log.append("a", Bytes.of("one"));
        long two = log.append("a", Bytes.of("two"));
        eventually(() -> told.entries.size() == 2);
        assertThat(told.entries).containsExactly(new Entry(one, "a", Bytes.of("one")),
                new Entry(two, "a", Bytes.of("two")));
    }

    @Test
    void whatCameAfterAnIdIsReadByTopic() {
        long start = place();
        log.append("a", Bytes.of("1"));
        long second = log.append("b", Bytes.of("2"));
        log.append("c", Bytes.of("3"));
        log.append(EVERYBODY, Bytes.of("4"));
        long last = log.append("b", Bytes.of("5"));
        assertThat(texts(read(start, "a", "b", EVERYBODY))).containsExactly("1", "2", "4", "5");
        assertThat(texts(read(second, "a", "b", EVERYBODY))).containsExactly("4", "5");
        assertThat(read(second, "a")).isEqualTo(new Missed(true, last, List.of()));
        assertThat(read(last, "a", "b")).isEqualTo(new Missed(true, last, List.of()));
    }

    @Test
    void anEventComesBackAsItWasAppended() {
        String topic = "tópico: with spaces, 字 and\nlines";
        Bytes event = Bytes.of("event: ä\ndata: 1 🙂\ndata:\ndata: 2 \"' \\ 字\n\n");
        log.listen(topic);
        long start = place();
        long id = log.append(topic, event);
        assertThat(read(start, topic).entries()).containsExactly(new Entry(id, topic, event));
        eventually(() -> !told.entries.isEmpty());
        assertThat(told.entries).containsExactly(new Entry(id, topic, event));
        assertThat(told.entries.getFirst().wire())
                .isEqualTo(Bytes.of("id: " + id + "\n" + event.utf8()));
    }

    @Test
    void whoAsksForNothingGetsThePlace() {
        long id = log.append("a", Bytes.of("x"));
        assertThat(log.read(OptionalLong.empty(), Set.of("a"), 10, 100))
                .isEqualTo(new Missed(true, id, List.of()));
    }

    @Test
    void anIdThatTheLogNeverGaveIsNotCovered() {
        long id = log.append("a", Bytes.of("x"));
        for (long unknown : new long[]{-1, 0, 1, id - 1_000_000_000L, id + 1, 999_999_999_999_999_999L}) {
            assertThat(read(unknown, "a")).as("after %d", unknown)
                    .isEqualTo(new Missed(false, id, List.of()));
        }
    }

    @Test
    void theOldestGoWhenThereAreTooMany() {
        restart(3, MOST_BYTES);
        long start = place();
        long first = log.append("a", Bytes.of("1"));
        log.append("a", Bytes.of("2"));
        log.append("a", Bytes.of("3"));
        assertThat(texts(read(start, "a"))).containsExactly("1", "2", "3");
        log.append("b", Bytes.of("4"));
        assertThat(read(start, "a").complete()).isFalse();
        assertThat(texts(read(first, "a"))).containsExactly("2", "3");
    }

    @Test
    void theOldestGoWhenTheyAreTooLarge() {
        restart(100, 25);
        long start = place();
        long first = log.append("a", Bytes.of("0123456789"));
        log.append("a", Bytes.of("0123456789"));
        assertThat(read(start, "a").entries()).hasSize(2);
        long third = log.append("a", Bytes.of("0123456789"));
        assertThat(read(start, "a").complete()).isFalse();
        assertThat(read(first, "a").entries()).hasSize(2);
        long large = log.append("a", Bytes.of("x".repeat(26)));
        assertThat(read(third, "a").complete()).as("it is not kept at all").isFalse();
        assertThat(read(large, "a")).isEqualTo(new Missed(true, large, List.of()));
        assertThat(log.append("a", Bytes.of("small"))).isGreaterThan(large);
        assertThat(texts(read(large, "a"))).containsExactly("small");
    }

    @Test
    void moreThanWasAskedForIsNotComplete() {
        long start = place();
        log.append("b", Bytes.of("of another topic"));
        log.append("a", Bytes.of("12345"));
        long last = log.append("a", Bytes.of("67890"));
        Set<String> topics = Set.of("a");
        assertThat(log.read(OptionalLong.of(start), topics, 2, 10).entries()).hasSize(2);
        assertThat(log.read(OptionalLong.of(start), topics, 1, 10))
                .isEqualTo(new Missed(false, last, List.of()));
        assertThat(log.read(OptionalLong.of(start), topics, 2, 9))
                .isEqualTo(new Missed(false, last, List.of()));
    }

    @Test
    void whatIsReadAndWhatIsToldAfterItHaveNoGap() throws InterruptedException {
        long start = place();
        var appending = Thread.startVirtualThread(() -> {
            for (int i = 0; i < 200; i++) {
                log.append("a", Bytes.of(String.valueOf(i)));
            }
        });
        eventually(() -> !read(start, "a").entries().isEmpty());
        log.listen("a");
        Missed missed = read(start, "a");
        appending.join();
        long end = place();
        eventually(() -> log.told() >= end);
        var all = new ArrayList<>(texts(missed));
        told.entries.stream().filter(entry -> entry.id() > missed.upTo())
                .forEach(entry -> all.add(entry.event().utf8()));
        assertThat(all).hasSize(200).doesNotHaveDuplicates()
                .isSortedAccordingTo((x, y) -> Integer.compare(Integer.parseInt(x), Integer.parseInt(y)));
    }

    @Test
    void listeningIsCounted() {
        log.listen("a");
        log.listen("a");
        log.ignore("a");
        long id = log.append("a", Bytes.of("x"));
        eventually(() -> told.ids().contains(id));
    }

    @Test
    void aLogIsForOneNode() {
        assertThatThrownBy(() -> log.start(new Told())).isInstanceOf(IllegalStateException.class);
    }

    private void restart(int events, long bytes) {
        log.close();
        log = create(events, bytes);
        log.start(told);
    }

    private long place() {
        return log.read(OptionalLong.empty(), Set.of(), MOST, MOST_BYTES).upTo();
    }

    private Missed read(long after, String... topics) {
        return log.read(OptionalLong.of(after), Set.of(topics), MOST, MOST_BYTES);
    }

    private static List<String> texts(Missed missed) {
        assertThat(missed.complete()).isTrue();
        return missed.entries().stream().map(entry -> entry.event().utf8()).toList();
    }

    private static void eventually(BooleanSupplier condition) {
        long until = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("it has not come within 20 s");
            }
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static final class Told implements EventLog.Node {
        private final List<Entry> entries = new CopyOnWriteArrayList<>();

        @Override
        public void told(Entry entry) {
            entries.add(entry);
        }

        @Override
        public void lost(long upTo) {
            throw new AssertionError("nothing was lost");
        }

        List<Long> ids() {
            return entries.stream().map(Entry::id).toList();
        }
    }
}
