package io.pastelli.push.redis;

import io.pastelli.push.bayeux.backend.UnavailableException;
import io.pastelli.push.sse.Connections;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** Broadcasts numbers, and notes which of them were accepted. */
final class SsePublisher implements AutoCloseable {
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final String name;
    private final Thread thread;

    SsePublisher(String name, Connections connections, int messages, long pauseMicros) {
        this.name = name;
        this.thread = Thread.startVirtualThread(() -> {
            for (int i = 0; i < messages && !Thread.currentThread().isInterrupted(); i++) {
                String text = name + " " + i;
                try {
                    if (i % 2 == 0) {
                        connections.broadcast("news", text);
                    } else {
                        connections.broadcast(text);
                    }
                    accepted.add(text);
                } catch (UnavailableException e) {
                    refused.add(text);
                }
                LockSupport.parkNanos(pauseMicros * 1000);
            }
        });
    }

    List<String> accepted() {
        return accepted;
    }

    List<String> refused() {
        return refused;
    }

    boolean over() {
        return !thread.isAlive();
    }

    /** Of what came, its own. */
    List<String> mine(List<String> data) {
        return new ArrayList<>(data.stream().filter(text -> text.startsWith(name + " ")).toList());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
