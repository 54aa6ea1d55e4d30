package io.pastelli.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.push.bayeux.client.BayeuxClient;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.message.Json;
import io.pastelli.push.redis.RealRedis;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Nodes in processes of their own, killed while somebody talks. */
class ClusterTest {
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<Integer> heard = new ConcurrentLinkedQueue<>();
    private final Set<String> through = ConcurrentHashMap.newKeySet();
    private final Set<String> beats = ConcurrentHashMap.newKeySet();
    private final Queue<Integer> accepted = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    @Test
    void nodesAreKilledAndTheChatGoesOnWithoutALoss() throws Exception {
        try (var redis = RealRedis.start();
                var cluster = Cluster.start(redis.url(), List.of("jetty", "undertow"), 0, line -> {})) {
            var client = new BayeuxClient(URI.create(cluster.url() + "bayeux"), http, problem -> {});
            Thread listening = Thread.startVirtualThread(() -> listen(client));
            eventually(() -> beats.size() == 2);
            Thread talking = Thread.startVirtualThread(() -> talk(client));
            eventually(() -> heard.size() > 20);
            List<Long> pids = cluster.pids();
            for (int node = 0; node < 2; node++) {
                int killed = node;
                int before = heard.size();
                assertThat(ProcessHandle.of(pids.get(node)).orElseThrow().destroyForcibly()).isTrue();
                eventually(() -> heard.size() > before + 20); // with the other one alone
                eventually(() -> !cluster.pids().get(killed).equals(pids.get(killed)));
                eventually(() -> beats.stream()
                        .anyMatch(each -> each.endsWith(" " + cluster.pids().get(killed))));
            }
            over = true;
            talking.join();
            eventually(() -> heard.containsAll(accepted));
            assertThat(List.copyOf(heard)).as("once and in order").doesNotHaveDuplicates().isSorted();
            assertThat(through).as("both nodes, and those that came after them, took what was said")
                    .hasSizeGreaterThan(1);
            listening.interrupt();
            listening.join();
        } finally {
            http.shutdownNow();
        }
    }

    @Test
    void nodesEndWithTheCluster() throws Exception {
        try (var redis = RealRedis.start()) {
            List<ProcessHandle> nodes;
            try (var cluster = Cluster.start(redis.url(), List.of("netty"), 0, line -> {})) {
                nodes = cluster.pids().stream().map(pid -> ProcessHandle.of(pid).orElseThrow()).toList();
            }
            assertThat(nodes).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        }
    }

    private void listen(BayeuxClient client) {
        try {
            client.subscribe(List.of("/chat/nodes", "/chat/words"), event -> {
                note(event);
                return true;
            });
        } catch (InterruptedException e) {
            // the end
        }
    }

    private void note(Event event) {
        Map<?, ?> data = event.data().fields();
        if (event.channel().equals("/chat/nodes")) {
            beats.add(String.valueOf(data.get("node")));
        } else {
            through.add(String.valueOf(data.get("through")));
            heard.add((Integer) data.get("text"));
        }
    }

    /** Says one number after the other, each once; when a connection breaks nobody knows whether it was accepted. */
    private void talk(BayeuxClient client) {
        for (int number = 0; !over; number++) {
            try {
                Thread.sleep(5);
                client.publish("/service/say", Json.of(Map.of("id", number, "who", "me", "text", number)));
                accepted.add(number);
            } catch (IOException e) {
                // the next one
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + 90_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes within 90 s").isLessThan(until);
            Thread.sleep(5);
        }
    }
}
