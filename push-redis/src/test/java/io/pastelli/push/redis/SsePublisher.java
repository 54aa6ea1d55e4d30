package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.push.bayeux.backend.UnavailableException;
import io.pastelli.push.sse.Connections;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Broadcasts numbers, and notes which of them were accepted. */
final class SsePublisher implements AutoCloseable {
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final String name;
    private final Thread thread;
    private volatile boolean finished;

    interface Way {
        void send(int number, String text) throws IOException, InterruptedException;
    }

    SsePublisher(String name, Connections connections, int messages, long pauseMicros) {
        this(name, (i, text) -> {
            if (i % 2 == 0) {
                connections.broadcast("news", text);
            } else {
                connections.broadcast(text);
            }
        }, messages, pauseMicros);
    }

    SsePublisher(String name, Way way, int messages, long pauseMicros) {
        this.name = name;
        this.thread = Thread.startVirtualThread(() -> {
            for (int i = 0; i < messages && !finished && !Thread.currentThread().isInterrupted(); i++) {
                String text = name + " " + i;
                try {
                    way.send(i, text);
                    accepted.add(text);
                } catch (UnavailableException | IOException e) {
                    refused.add(text);
                } catch (InterruptedException e) {
                    return;
                }
                LockSupport.parkNanos(pauseMicros * 1000);
            }
        });
    }

    /** Has it end before all is sent. */
    void finish() {
        finished = true;
    }

    List<String> accepted() {
        return accepted;
    }

    /** Those that were refused, or of which nobody knows. */
    List<String> refused() {
        return refused;
    }

    boolean over() {
        return !thread.isAlive();
    }

    /** Of what came, its own. */
    private List<String> mine(List<String> data) {
        return new ArrayList<>(data.stream().filter(text -> text.startsWith(name + " ")).toList());
    }

    /** Waits for the end, and finds that of its own a client got each that was accepted, once and in order. */
    void account(SseClient client) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!over() || !client.data().containsAll(accepted)) {
            if (System.nanoTime() > until) {
                assertThat(client.data()).as("what " + client.name() + " got in 60 s").containsAll(accepted);
            }
            Thread.sleep(5);
        }
        List<String> mine = mine(client.data());
        assertThat(mine).as("what came, once").doesNotHaveDuplicates();
        mine.removeAll(refused); // its answer may have been on the way
        assertThat(mine).isEqualTo(accepted);
        assertThat(client.ids()).isSorted().doesNotHaveDuplicates();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
