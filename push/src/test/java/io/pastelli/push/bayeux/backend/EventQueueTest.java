package io.pastelli.push.bayeux.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.push.bayeux.backend.Backend.Batch;
import io.pastelli.push.bayeux.backend.Limits.Overflow;
import io.pastelli.push.bayeux.message.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens to a queue in whatever order: it stays bounded, and what comes out of it comes in order. */
class EventQueueTest {
    private static final int MOST = 7;
    private static final int MOST_CHARACTERS = 40;

    @ParameterizedTest
    @EnumSource(Overflow.class)
    void noPolicyExceedsTheBoundsOrChangesTheOrder(Overflow overflow) {
        Limits limits = Limits.DEFAULT.withQueue(MOST, MOST_CHARACTERS, overflow);
        for (long seed = 0; seed < 200; seed++) {
            new Run(new EventQueue(limits), new Random(seed)).play(overflow);
        }
    }

    /** A random life of a queue, beside lists of what has to be in it, and of what of that is lent. */
    private record Run(EventQueue queue, Random random, List<Event> held, List<Event> lent) {
        Run(EventQueue queue, Random random) {
            this(queue, random, new ArrayList<>(), new ArrayList<>());
        }

        void play(Overflow overflow) {
            long number = 0;
            for (int i = 0; i < 300; i++) {
                switch (random.nextInt(7)) {
                    case 0, 1 -> number = take(1 + random.nextInt(4));
                    case 2 -> {
                        queue.acknowledge(number);
                        held.removeAll(lent);
                        lent.clear();
                    }
                    case 3 -> {
                        queue.putBack();
                        lent.clear();
                    }
                    default -> add(Event.of("/k" + random.nextInt(3), i + "x".repeat(random.nextInt(12))),
                            overflow);
                }
                assertThat(held).hasSizeLessThanOrEqualTo(MOST);
                assertThat(held.stream().mapToInt(event -> event.data().text().length()).sum())
                        .isLessThanOrEqualTo(MOST_CHARACTERS);
                assertThat(queue.isEmpty()).isEqualTo(held.size() == lent.size());
            }
            queue.putBack();
            assertThat(queue.take(Integer.MAX_VALUE).events()).isEqualTo(held);
        }

        private long take(int most) {
            Batch batch = queue.take(most);
            assertThat(batch.events()).isEqualTo(
                    held.stream().skip(lent.size()).limit(most).toList());
            lent.addAll(batch.events());
            return batch.number();
        }

        private void add(Event event, Overflow overflow) {
            Optional<List<Event>> dropped = queue.add(event);
            if (dropped.isEmpty()) {
                assertThat(overflow).isEqualTo(Overflow.DISCONNECT);
                return;
            }
            held.add(event);
            assertThat(held).containsAll(dropped.get());
            assertThat(lent)
                    .doesNotContainAnyElementsOf(dropped.get().isEmpty() ? List.of(event) : dropped.get());
            held.removeAll(dropped.get());
        }
    }
}
