package io.pastelli.bench.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** When owners were told that their client has left, by id. */
final class Told {
    private final Map<String, Long> times = new ConcurrentHashMap<>();

    void now(String id) {
        times.put(id, System.nanoTime());
    }

    /** Waits, at most 5 s, until so many were told, and returns {@code id:nanos} of each. */
    String take(int expected) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (times.size() < expected && System.nanoTime() < until) {
            Thread.sleep(5);
        }
        String all = times.entrySet().stream().map(each -> each.getKey() + ":" + each.getValue())
                .collect(Collectors.joining(" "));
        times.clear();
        return all;
    }
}
