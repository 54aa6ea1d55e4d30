package io.pastelli.push.redis;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/** Publishes numbers on its channel, through one node or the other, and notes which were accepted. None is sent twice. */
final class LoadPublisher implements Runnable {
    private final String channel;
    private final int messages;
    private final long pause;
    private final int[] ports;
    private final Map<Integer, Long> accepted = new ConcurrentSkipListMap<>();
    private final List<Integer> refused = new CopyOnWriteArrayList<>();
    private String id = "";
    private volatile boolean over;

    LoadPublisher(String channel, int messages, long pause, int... ports) {
        this.channel = channel;
        this.messages = messages;
        this.pause = pause;
        this.ports = ports;
    }

    String channel() {
        return channel;
    }

    /** What was accepted, and when its sending began. */
    Map<Integer, Long> accepted() {
        return accepted;
    }

    List<Integer> refused() {
        return refused;
    }

    /** Has it end before all is sent. */
    void finish() {
        over = true;
    }

    @Override
    public void run() {
        for (int i = 0; i < messages && !over; i++) {
            try {
                publish(i);
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void publish(int number) throws InterruptedException {
        while (id.isEmpty()) {
            handshake();
        }
        try {
            long began = System.nanoTime();
            Map<String, Object> reply = Http.post(port(), Http.publish(id, channel, number)).getFirst();
            if (Http.successful(reply)) {
                accepted.put(number, began);
            } else {
                refused.add(number);
                if (String.valueOf(reply.get("error")).startsWith("401")) {
                    id = "";
                }
            }
        } catch (IOException e) {
            Thread.sleep(50); // nobody knows whether it was accepted
        }
    }

    private void handshake() throws InterruptedException {
        try {
            Map<String, Object> reply = Http.post(port(), Http.plainHandshake()).getFirst();
            if (Http.successful(reply)) {
                id = String.valueOf(reply.get("clientId"));
                return;
            }
        } catch (IOException e) {
            // the next one
        }
        Thread.sleep(50);
    }

    private int port() {
        return ports[ThreadLocalRandom.current().nextInt(ports.length)];
    }
}
