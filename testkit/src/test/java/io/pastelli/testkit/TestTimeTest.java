package io.pastelli.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TestTimeTest {
    private final TestTime time = new TestTime();

    private CompletableFuture<Long> waiter(Duration wait) {
        long until = time.nanos() + wait.toNanos();
        return CompletableFuture.supplyAsync(() -> {
            var monitor = new Object();
            synchronized (monitor) {
                while (time.nanos() < until) {
                    try {
                        time.await(monitor, until);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
            }
            return time.nanos();
        }, Thread::startVirtualThread);
    }

    @Test
    void onlyThoseThatAreDueAreWoken() {
        var soon = waiter(Duration.ofSeconds(1));
        var late = waiter(Duration.ofSeconds(2));
        while (time.waiting() < 2) {
            Thread.onSpinWait();
        }
        time.advance(Duration.ofSeconds(1));
        assertThat(soon).succeedsWithin(Duration.ofSeconds(5));
        assertThat(late).isNotDone();
        assertThat(time.waiting()).isOne();
        time.advance(Duration.ofHours(1));
        assertThat(late).succeedsWithin(Duration.ofSeconds(5));
        assertThat(time.waiting()).isZero();
    }

    @Test
    void aMomentThatHasPassedIsNotWaitedFor() {
        assertThat(waiter(Duration.ZERO)).succeedsWithin(Duration.ofSeconds(5));
    }
}
