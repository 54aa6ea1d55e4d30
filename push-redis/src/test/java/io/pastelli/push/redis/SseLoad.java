package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.push.sse.Replay;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Streams of two nodes on different adapters, broadcasts of both, and the account of what was accepted and what came. One
 * of the clients may go and come back on the other node.
 */
final class SseLoad implements AutoCloseable {
    private static final int PLENTY = 4000; // of each, so that the log keeps all
    private static final Set<String> ALL = Set.of("ann", "bob", "traveller");

    private final SseClient ann = new SseClient("ann");
    private final SseClient bob = new SseClient("bob");
    private final SseClient traveller = new SseClient("traveller");
    private final SseNode one;
    private final SseNode two;
    private final List<SsePublisher> publishers;

    /** Begins once both nodes know of all who are connected. */
    SseLoad(Redis redis) throws Exception {
        one = new SseNode(redis, "jetty");
        two = new SseNode(redis, "netty");
        ann.connect(one.port());
        bob.connect(two.port());
        traveller.connect(two.port());
        present(ALL);
        for (SseClient client : List.of(ann, bob, traveller)) {
            eventually(client::placed);
        }
        publishers = List.of(new SsePublisher("one", one.connections(), PLENTY, 2000),
                new SsePublisher("two", two.connections(), PLENTY, 2000));
    }

    /** Waits until each publisher has had so many more accepted. */
    void goOn(int more) throws InterruptedException {
        for (SsePublisher publisher : publishers) {
            int due = publisher.accepted().size() + more;
            eventually(() -> publisher.accepted().size() >= due);
        }
    }

    /** Has the traveller go. */
    void leave() throws Exception {
        traveller.drop();
        present(Set.of("ann", "bob"));
    }

    /** Has the traveller come back on the other node, and finds that nobody has missed anything. */
    void account() throws Exception {
        traveller.connect(one.port());
        eventually(() -> one.connections().contains("traveller"));
        present(ALL);
        assertThat(one.connections().find("traveller").orElseThrow().replay()).isEqualTo(Replay.COMPLETE);
        goOn(10);
        publishers.forEach(SsePublisher::finish);
        for (SseClient client : List.of(ann, bob, traveller)) {
            for (SsePublisher publisher : publishers) {
                publisher.account(client);
            }
            assertThat(client.over()).isFalse();
        }
    }

    /** Both nodes know of these and of nobody else. */
    private void present(Set<String> ids) throws InterruptedException {
        for (SseNode node : List.of(one, two)) {
            eventually(() -> node.connections().present().equals(ids));
        }
    }

    @Override
    public void close() throws IOException {
        publishers.forEach(SsePublisher::close);
        for (SseClient client : List.of(ann, bob, traveller)) {
            client.close();
        }
        one.close();
        two.close();
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes within 60 s").isLessThan(until);
            Thread.sleep(5);
        }
    }
}
