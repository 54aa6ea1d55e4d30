package io.pastelli.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OwnerTest {
    private static final Exit LEFT = new Exit.ClientClosed();

    private final BlockingQueue<Exit> cut = new LinkedBlockingQueue<>();
    private final AtomicInteger watches = new AtomicInteger();
    private final Owner owner = new Owner(new Host() {
        @Override
        public void watch() {
            watches.incrementAndGet();
        }

        @Override
        public void exited(Exit exit) {
            cut.add(exit);
        }
    }, Time.system(), new Starter() {
        @Override
        public Thread unstarted(Runnable body) {
            return Thread.ofVirtual().unstarted(body);
        }

        @Override
        public void start(Thread thread) {
            thread.start();
        }
    }, 3);

    @Test
    void aLinkedPartyIsToldOnceOnAVirtualThread() throws Exception {
        var told = new LinkedBlockingQueue<String>();
        owner.link(exit -> told.add(exit + " " + Thread.currentThread().isVirtual()));
        assertThat(owner.end(LEFT)).isTrue();
        assertThat(owner.end(new Exit.Normal())).isFalse();
        assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo("ClientClosed[] true");
        assertThat(told.poll(50, TimeUnit.MILLISECONDS)).isNull();
        assertThat(owner.exit()).contains(LEFT);
    }

    @Test
    void linkingAfterTheEndTellsAtOnce() throws Exception {
        owner.end(LEFT);
        var told = new CompletableFuture<Exit>();
        owner.link((Linked) told::complete);
        assertThat(told.get(5, TimeUnit.SECONDS)).isEqualTo(LEFT);
    }

    @Test
    void theSamePartyIsLinkedOnce() throws Exception {
        var told = new LinkedBlockingQueue<Exit>();
        Linked party = told::add;
        assertThat(owner.link(party)).isSameAs(owner.link(party));
        owner.end(LEFT);
        assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo(LEFT);
        assertThat(told.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void anUnlinkedPartyIsNotTold() throws Exception {
        var told = new LinkedBlockingQueue<Exit>();
        owner.link((Linked) told::add).unlink();
        owner.end(LEFT);
        assertThat(told.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void aFailedLinkCutsTheStreamAndAFailedMonitorDoesNot() {
        var error = new IOException("db");
        assertThat(owner.monitor(exit -> {}).fail(error)).isFalse();
        assertThat(owner.exit()).isEmpty();
        assertThat(owner.link(exit -> {}).fail(error)).isTrue();
        assertThat(cut).containsExactly(new Exit.Failed(error));
    }

    @Test
    void aPartyThatThrowsDisturbsNobody() throws Exception {
        var told = new CompletableFuture<Exit>();
        owner.link(exit -> {
            throw new IOException("expected by the test");
        });
        owner.link((Linked) told::complete);
        owner.end(LEFT);
        assertThat(told.get(5, TimeUnit.SECONDS)).isEqualTo(LEFT);
    }

    @Test
    void aLinkedThreadIsInterrupted() throws Exception {
        var interrupted = new CompletableFuture<Boolean>();
        var running = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                running.countDown();
                Thread.sleep(10_000);
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
        });
        running.await();
        owner.link(thread);
        owner.end(LEFT);
        assertThat(interrupted.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aLinkedThreadThatDiesByAnErrorCutsTheStream() throws Exception {
        var error = new IllegalStateException("expected by the test");
        var go = new CountDownLatch(1);
        Thread thread = Thread.ofPlatform().uncaughtExceptionHandler((t, e) -> {}).start(() -> {
            awaitQuietly(go);
            throw error;
        });
        owner.link(thread);
        go.countDown();
        assertThat(cut.poll(5, TimeUnit.SECONDS)).isEqualTo(new Exit.Failed(error));
    }

    @Test
    void aLinkedThreadThatEndsNormallyChangesNothing() throws Exception {
        Thread thread = Thread.ofVirtual().unstarted(() -> {});
        owner.link(thread);
        thread.start();
        thread.join();
        assertThat(owner.exit()).isEmpty();
    }

    @Test
    void aLinkedResourceIsClosed() throws Exception {
        var closed = new CountDownLatch(1);
        AutoCloseable resource = closed::countDown;
        owner.link(resource);
        owner.end(LEFT);
        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void receiveGivesTheMessagesAndThenTheExitAgainAndAgain() throws Exception {
        owner.send("a");
        owner.send("b");
        owner.end(LEFT);
        assertThat(owner.send("c")).isEqualTo(Delivery.ENDED);
        assertThat(inOwner(() -> List.of(owner.receive(), owner.receive(), owner.receive(), owner.receive())))
                .isEqualTo(List.of("a", "b", LEFT, LEFT));
        assertThat(watches.get()).isPositive();
    }

    @Test
    void aReceiverIsWokenByTheExitAndNotInterrupted() throws Exception {
        var got = new CompletableFuture<Object>();
        Thread.ofVirtual().start(() -> owner.run(() -> {
            try {
                got.complete(owner.receive() + " " + Thread.currentThread().isInterrupted());
            } catch (InterruptedException e) {
                got.completeExceptionally(e);
            }
        }));
        while (watches.get() == 0) {
            Thread.onSpinWait();
        }
        owner.end(LEFT);
        assertThat(got.get(5, TimeUnit.SECONDS)).isEqualTo("ClientClosed[] false");
    }

    @Test
    void noMessageFindsAReceiverThatGoesOnSleeping() throws Exception {
        var turn = new SynchronousQueue<Object>();
        Thread.ofVirtual().start(() -> owner.run(() -> {
            try {
                for (Object got = owner.receive();; got = owner.receive()) {
                    turn.put(got);
                    if (got instanceof Exit) {
                        return;
                    }
                }
            } catch (InterruptedException e) {
                // the test misses a message
            }
        }));
        for (int i = 0; i < 20_000; i++) {
            assertThat(owner.send(i)).isEqualTo(Delivery.DELIVERED);
            assertThat(turn.poll(5, TimeUnit.SECONDS)).isEqualTo(i);
        }
        owner.end(LEFT);
        assertThat(turn.poll(5, TimeUnit.SECONDS)).isEqualTo(LEFT);
    }

    @Test
    void aReceiverThatSomebodyInterruptsIsInterrupted() throws Exception {
        var got = new CompletableFuture<String>();
        Thread thread = Thread.ofVirtual().start(() -> owner.run(() -> {
            try {
                got.complete("" + owner.receive());
            } catch (InterruptedException e) {
                got.complete("interrupted " + Thread.currentThread().isInterrupted());
            }
        }));
        thread.interrupt();
        assertThat(got.get(5, TimeUnit.SECONDS)).isEqualTo("interrupted false");
    }

    @Test
    void aGentleEndWakesASleeper() throws Exception {
        var got = new LinkedBlockingQueue<String>();
        Thread.ofVirtual().start(() -> owner.run(() -> {
            try {
                owner.sleep(Duration.ofHours(1));
            } catch (InterruptedException e) {
                got.add("slept");
            }
        }));
        while (watches.get() == 0) {
            Thread.onSpinWait();
        }
        owner.endGently(LEFT);
        assertThat(got.poll(5, TimeUnit.SECONDS)).isEqualTo("slept");
    }

    @Test
    void receiveWithATimeOutComesBackEmpty() throws Exception {
        assertThat(inOwner(() -> owner.receive(Duration.ofMillis(5)))).isEqualTo(Optional.empty());
    }

    @Test
    void sleepIsInterruptedByTheExit() throws Exception {
        owner.end(LEFT);
        assertThat(inOwner(() -> {
            assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(() -> owner.sleep(Duration.ofHours(1)));
            return "woken";
        })).isEqualTo("woken");
    }

    @Test
    void anyBlockingCallOfTheOwnerIsInterruptedByTheExit() throws Exception {
        var blocked = new CountDownLatch(1);
        var woken = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> owner.run(() -> {
            try {
                blocked.countDown();
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                woken.complete("" + owner.exit().orElseThrow());
            }
        }));
        blocked.await();
        owner.end(LEFT);
        assertThat(woken.get(5, TimeUnit.SECONDS)).isEqualTo("ClientClosed[]");
    }

    @Test
    void receiveBelongsToTheOwnersThread() {
        assertThatIllegalStateException().isThrownBy(owner::receive).withMessageContaining("own thread");
        assertThatIllegalStateException().isThrownBy(() -> owner.sleep(Duration.ofMillis(1)));
    }

    @Test
    void aFullMailboxTakesNothing() {
        for (int i = 0; i < 3; i++) {
            assertThat(owner.send(i)).isEqualTo(Delivery.DELIVERED);
        }
        assertThat(owner.send(4)).isEqualTo(Delivery.FULL);
    }

    @Test
    void afterTheRunMessagesGoToTheHandlerOneAtATimeAndTheExitComesLast() throws Exception {
        var seen = new ArrayList<Object>();
        var done = new CountDownLatch(1);
        var busy = new AtomicInteger();
        inOwner(() -> {
            owner.onMessage(message -> {
                assertThat(busy.incrementAndGet()).isEqualTo(1);
                seen.add(message);
                busy.decrementAndGet();
                if (message instanceof Exit) {
                    done.countDown();
                }
            });
            owner.send("during");
            return "returned";
        });
        for (int i = 0; i < 100; i++) {
            while (owner.send(i) == Delivery.FULL) {
                Thread.onSpinWait();
            }
        }
        owner.end(LEFT);
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).hasSize(102).startsWith("during", 0, 1).endsWith(98, 99, LEFT);
    }

    @Test
    void aHandlerThatFailsEndsTheOwner() throws Exception {
        var error = new IOException("expected by the test");
        owner.onMessage(message -> {
            if (message.equals("bad")) {
                throw error;
            }
        });
        owner.send("bad");
        assertThat(cut.poll(5, TimeUnit.SECONDS)).isEqualTo(new Exit.Failed(error));
    }

    private interface Work {
        Object work() throws Exception;
    }

    private Object inOwner(Work work) throws Exception {
        var result = new CompletableFuture<Object>();
        Thread.ofVirtual().start(() -> {
            owner.run(() -> {
                try {
                    result.complete(work.work());
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            });
        }).join();
        return result.get(5, TimeUnit.SECONDS);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
