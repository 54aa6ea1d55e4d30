package io.pastelli.conn;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.owner.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RosterTest {
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final Roster roster = new Roster(Time.system(), Duration.ofSeconds(30));

    @Test
    void everyComerWakesWhoWaitsForWork() throws Exception {
        var woken = new SynchronousQueue<Integer>();
        Thread ticker = Thread.ofPlatform().daemon().start(() -> {
            try {
                for (int i = 0;; i++) {
                    roster.awaitWork(System.nanoTime() + HOUR);
                    woken.put(i);
                }
            } catch (InterruptedException e) {
                // the end of the test
            }
        });
        for (int i = 0; i < 5_000; i++) {
            var entry = new Lot.Entry(null);
            roster.add(entry);
            assertThat(woken.poll(5, TimeUnit.SECONDS)).isNotNull();
            roster.remove(entry);
            while (woken.poll() != null) {
                // it saw the same one twice
            }
        }
        ticker.interrupt();
        ticker.join();
    }

    @Test
    void whoWaitsForTheLastOneGoesOnWhenItLeaves() throws Exception {
        for (int round = 0; round < 500; round++) {
            var fresh = new Roster(Time.system(), Duration.ofSeconds(30));
            var entries = new ArrayList<Lot.Entry>();
            for (int i = 0; i < 4; i++) {
                entries.add(new Lot.Entry(null));
                fresh.add(entries.getLast());
            }
            var none = CompletableFuture.supplyAsync(() -> {
                try {
                    return fresh.awaitNone(System.nanoTime() + HOUR);
                } catch (InterruptedException e) {
                    return false;
                }
            }, Thread::startVirtualThread);
            entries.forEach(entry -> Thread.startVirtualThread(() -> fresh.remove(entry)));
            assertThat(none).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(true);
        }
    }

    @Test
    void settledOnesAreWaitedForUntilTheGivenTime() throws Exception {
        roster.add(new Lot.Entry(null));
        roster.settle();
        roster.settle();
        roster.awaitWork(System.nanoTime() + 1_000_000);
        assertThat(roster.awaitNone(System.nanoTime() + 1_000_000)).isFalse();
    }

    @Test
    void leavingTwiceIsLeavingOnce() throws Exception {
        var entry = new Lot.Entry(null);
        roster.remove(entry);
        roster.add(entry);
        roster.remove(entry);
        roster.remove(entry);
        assertThat(roster.awaitNone(System.nanoTime())).isTrue();
    }
}
