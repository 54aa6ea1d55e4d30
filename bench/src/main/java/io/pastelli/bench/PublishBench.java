package io.pastelli.bench;

import io.pastelli.localredis.LocalRedis;
import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.backend.Limits;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.redis.Redis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a publish costs Redis, as the subscribers grow and as the nodes grow that hold none. The nodes are in this process;
 * one publishes, one has the subscribers, and all others have nothing to do.
 */
final class PublishBench {
    private static final Pattern MICROS = Pattern.compile("usec=(\\d+)");
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String TEXT = "x".repeat(60);
    private static final int WARM_UP = 10;
    private static final int TAKES = 10_000; // most of a row

    private final int publishes;
    private final List<PublishCost> costs = new ArrayList<>();

    PublishBench(int publishes) {
        this.publishes = publishes;
    }

    List<PublishCost> costs() {
        return costs;
    }

    void run(Path target) throws IOException, InterruptedException {
        for (int subscribers : new int[]{1, 10, 100, 1000}) {
            measure(target, subscribers, 0);
        }
        for (int idle : new int[]{1, 2, 4, 8}) {
            measure(target, 100, idle);
        }
    }

    private void measure(Path target, int subscribers, int idle) throws IOException, InterruptedException {
        try (LocalRedis redis = RedisBench.redis(target)) {
            List<Backend> nodes = new ArrayList<>();
            try {
                for (int i = 0; i < 2 + idle; i++) {
                    Backend node = Redis.at(redis.url()).bayeux();
                    nodes.add(node);
                    node.start(new Deaf(), Limits.DEFAULT);
                }
                costs.add(cost(redis, nodes, subscribers));
            } finally {
                nodes.forEach(Backend::close);
            }
        }
    }

    private PublishCost cost(LocalRedis redis, List<Backend> nodes, int subscribers) throws IOException {
        List<String> sessions = subscribe(nodes.get(1), subscribers);
        int count = Math.clamp(TAKES / subscribers, 1, publishes);
        var micros = new double[count];
        var each = new double[count];
        var millis = new double[count];
        for (int i = -Math.min(WARM_UP, count); i < count; i++) {
            double before = micros(redis);
            long start = System.nanoTime();
            int reached = nodes.get(0).publish(Event.of(Wire.ROOM, TEXT), List.of(Wire.ROOM));
            long took = System.nanoTime() - start;
            double published = micros(redis);
            if (reached != subscribers) {
                throw new IllegalStateException("a publish reached " + reached + " of " + subscribers);
            }
            take(nodes.get(1), sessions);
            if (i >= 0) {
                millis[i] = took / 1e6;
                micros[i] = published - before;
                each[i] = (micros(redis) - published) / subscribers;
            }
        }
        return new PublishCost(subscribers, nodes.size() - 2, at(micros, 0.5), at(each, 0.5), at(millis, 0.5),
                at(millis, 0.99));
    }

    private static List<String> subscribe(Backend node, int count) {
        List<String> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String session = "a-subscriber-with-a-usual-id-" + i;
            node.create(session, LONG);
            node.subscribe(session, List.of(Wire.ROOM));
            sessions.add(session);
        }
        take(node, sessions);
        return sessions;
    }

    private static void take(Backend node, List<String> sessions) {
        for (String session : sessions) {
            node.acknowledge(session, node.take(session, 256).number());
        }
    }

    /** Returns the time that scripts have taken so far. */
    private static double micros(LocalRedis redis) throws IOException {
        Matcher found = MICROS.matcher(redis.info("commandstats", "cmdstat_evalsha"));
        if (!found.find()) {
            throw new IOException("Redis says nothing of its scripts");
        }
        return Double.parseDouble(found.group(1));
    }

    private static double at(double[] values, double quantile) {
        return Ratio.at(Arrays.stream(values).sorted().toArray(), quantile);
    }

    /** Its subscribers are looked after by who measures. */
    private static final class Deaf implements Backend.Listener {
        @Override
        public void waiting(String session, boolean lazy) {}

        @Override
        public void dropped(String session, Event event) {}

        @Override
        public void gone(Backend.Removed removed) {}

        @Override
        public void moved(String session) {}

        @Override
        public void ended(String session, Backend.Reason reason) {}
    }
}
