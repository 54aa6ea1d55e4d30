package io.pastelli.push.redis;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that polls one node after the other, and notes what it gets. */
final class LoadClient implements Runnable {
    private final int[] ports;
    private final boolean acknowledges;
    private final Map<String, List<Integer>> got = new ConcurrentHashMap<>();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private String id = "";
    private long batch;
    private volatile long since;
    private volatile boolean over;

    LoadClient(boolean acknowledges, int... ports) {
        this.acknowledges = acknowledges;
        this.ports = ports;
    }

    /** What came, by publisher. */
    List<Integer> got(String channel) {
        return got.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>());
    }

    int handshakes() {
        return handshakes.get();
    }

    /** When it was last subscribed, as {@code nanoTime} says it. */
    long since() {
        return since;
    }

    CountDownLatch subscribed() {
        return subscribed;
    }

    void stop() {
        over = true;
    }

    @Override
    public void run() {
        while (!over) {
            try {
                if (id.isEmpty()) {
                    begin();
                } else {
                    poll();
                }
            } catch (IOException e) {
                pause(50); // the node is away: the next one
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void begin() throws IOException, InterruptedException {
        Map<String, Object> reply = Http
                .post(port(), acknowledges ? Http.handshake() : Http.plainHandshake()).getFirst();
        if (!Http.successful(reply)) {
            pause(100);
            return;
        }
        String fresh = String.valueOf(reply.get("clientId"));
        if (!Http.successful(Http.post(port(), Http.subscribe(fresh, "/load/*")).getFirst())) {
            pause(100);
            return;
        }
        id = fresh;
        batch = 0;
        since = System.nanoTime();
        handshakes.incrementAndGet();
        subscribed.countDown();
    }

    private void poll() throws IOException, InterruptedException {
        Map<String, Object> connect = Map.of("channel", "/meta/connect", "clientId", id, "connectionType",
                "long-polling");
        if (acknowledges) {
            connect = new HashMap<>(connect);
            connect.put("ext", Map.of("ack", batch));
        }
        List<Map<String, Object>> answer = Http.post(port(), connect);
        for (Map<String, Object> message : answer) {
            if (message.containsKey("data")) {
                got(String.valueOf(message.get("channel"))).add((Integer) message.get("data"));
            } else if (message.get("ext") instanceof Map<?, ?> ext
                    && ext.get("ack") instanceof Integer number) {
                batch = number;
            }
        }
        Map<String, Object> reply = answer.getFirst();
        if ("handshake".equals(Http.advice(reply, "reconnect"))) {
            id = "";
        } else if (!Http.successful(reply)) {
            pause(100);
        }
    }

    private int port() {
        return ports[ThreadLocalRandom.current().nextInt(ports.length)];
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
