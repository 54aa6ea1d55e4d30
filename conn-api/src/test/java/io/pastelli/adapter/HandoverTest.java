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

    @Test
    void nothingIsTakenWhileNobodyComesBackForIt() {
        assertThat(handover.offer(() -> done.add("never"))).isFalse();
        handover.around(() -> {});
        assertThat(handover.offer(() -> done.add("never"))).isFalse();
        assertThat(done).isEmpty();
    }

    @Test
    void whatAnotherThreadAsksForIsDoneByTheOneThatComesBack() {
        var by = new ArrayList<Thread>();
        handover.around(() -> {
            var other = Thread.ofVirtual()
                    .start(() -> assertThat(handover.offer(() -> by.add(Thread.currentThread()))).isTrue());
            join(other);
        });
        assertThat(by).containsExactly(Thread.currentThread());
    }

    @Test
    void oneTaskWaitsAndTheNextGoesAnotherWay() {
        handover.around(() -> {
            assertThat(handover.offer(() -> done.add("first"))).isTrue();
            assertThat(handover.offer(() -> done.add("second"))).isFalse();
            done.add("started");
        });
        assertThat(done).containsExactly("started", "first");
    }

    @Test
    void whatIsAskedMeanwhileIsDoneTooButNotForEver() {
        handover.around(() -> askAgain(1000));
        assertThat(done).hasSizeBetween(2, 10);
        assertThat(handover.offer(() -> done.add("never"))).isFalse();
    }

    private void askAgain(int times) {
        done.add("asked");
        if (times > 0) {
            handover.offer(() -> askAgain(times - 1));
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
