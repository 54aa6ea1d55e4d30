package io.pastelli.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HandoverTest {
    private final Handover handover = new Handover();
    private final List<String> done = new ArrayList<>();
    private final List<Runnable> queue = new ArrayList<>();

    @Test
    void whileNobodyComesBackTheQueueIsTheWay() {
        handover.ask(() -> done.add("first"), queue::add);
        handover.around(() -> {});
        handover.ask(() -> done.add("second"), queue::add);
        assertThat(done).isEmpty();
        queue.forEach(Runnable::run);
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void whatAnotherThreadAsksForIsDoneByTheOneThatComesBack() {
        var by = new ArrayList<Thread>();
        handover.around(() -> join(
                Thread.startVirtualThread(
                        () -> handover.ask(() -> by.add(Thread.currentThread()), queue::add))));
        assertThat(by).containsExactly(Thread.currentThread());
        assertThat(queue).isEmpty();
    }

    @Test
    void oneTaskWaitsAndTheNextTakesTheQueue() {
        handover.around(() -> {
            handover.ask(() -> done.add("first"), queue::add);
            handover.ask(() -> done.add("second"), queue::add);
            done.add("started");
        });
        assertThat(done).containsExactly("started", "first");
        assertThat(queue).hasSize(1);
    }

    @Test
    void nobodyOvertakesWhatIsInTheQueue() {
        handover.askLater(() -> done.add("first"), queue::add);
        handover.around(() -> handover.ask(() -> done.add("second"), queue::add));
        assertThat(done).isEmpty();
        queue.forEach(Runnable::run);
        handover.around(() -> handover.ask(() -> done.add("third"), queue::add));
        assertThat(done).containsExactly("first", "second", "third");
    }

    @Test
    void whatIsAskedMeanwhileIsDoneTooButNotForEver() {
        handover.around(() -> askAgain(1000));
        assertThat(done).hasSizeBetween(2, 10);
        assertThat(queue).hasSize(1);
    }

    private void askAgain(int times) {
        done.add("asked");
        if (times > 0) {
            handover.ask(() -> askAgain(times - 1), queue::add);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
