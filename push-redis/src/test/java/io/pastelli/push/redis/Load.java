package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Clients and publishers on several nodes, and the account of what was published and what came. */
final class Load implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final List<LoadClient> clients = new ArrayList<>();
    private final List<LoadPublisher> publishers = new ArrayList<>();
    private final List<Thread> publishing = new ArrayList<>();
    private final List<Thread> polling = new ArrayList<>();

    /** Begins; {@code pause} is between a publisher's messages, in ms. */
    Load(int clientCount, boolean acknowledge, int messages, long pause, int... ports)
            throws InterruptedException {
        for (int i = 0; i < clientCount; i++) {
            var client = new LoadClient(acknowledge, ports);
            clients.add(client);
            polling.add(Thread.startVirtualThread(client));
        }
        for (LoadClient client : clients) {
            assertThat(client.subscribed().await(20, TimeUnit.SECONDS)).isTrue();
        }
        for (int i = 0; i < 2; i++) {
            var publisher = new LoadPublisher("/load/" + i, messages, pause, ports);
            publishers.add(publisher);
            publishing.add(Thread.startVirtualThread(publisher));
        }
    }

    /** Waits until this part of the messages was sent. */
    void awaitAccepted(int count) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE;
        while (publishers.stream().anyMatch(each -> each.accepted().size() < count)) {
            assertThat(System.nanoTime()).as("publishers go on").isLessThan(until);
            Thread.sleep(5);
        }
    }

    /** Waits until each client has shaken hands so often. */
    void awaitHandshakes(int each) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE;
        while (clients.stream().anyMatch(client -> client.handshakes() < each)) {
            assertThat(System.nanoTime()).as("clients shake hands again").isLessThan(until);
            Thread.sleep(5);
        }
    }

    /** The most that a publisher has had accepted. */
    int accepted() {
        return publishers.stream().mapToInt(each -> each.accepted().size()).max().orElse(0);
    }

    /** Has the publishers end before they have sent all. */
    void finish() {
        publishers.forEach(LoadPublisher::finish);
    }

    /**
     * Waits for the end, and finds that nothing was lost, doubled or out of order. What was accepted is due at each client
     * that was subscribed when its sending began, and has not had to shake hands since.
     */
    void account() throws InterruptedException {
        for (Thread thread : publishing) {
            thread.join(120_000);
            assertThat(thread.isAlive()).as("publishers come to an end").isFalse();
        }
        int accepted = 0;
        for (LoadPublisher publisher : publishers) {
            accepted += publisher.accepted().size();
            for (LoadClient client : clients) {
                List<Integer> due = publisher.accepted().entrySet().stream()
                        .filter(each -> each.getValue() > client.since()).map(Map.Entry::getKey).toList();
                assertThat(due).as("what has to come").isNotEmpty();
                List<Integer> got = client.got(publisher.channel());
                long until = System.nanoTime() + PATIENCE;
                while (!new HashSet<>(got).containsAll(due) && System.nanoTime() < until) {
                    Thread.sleep(10);
                }
                var lost = new ArrayList<>(due);
                lost.removeAll(Set.copyOf(got));
                assertThat(lost).as("what was lost").isEmpty();
                assertThat(got).as("what came, once").doesNotHaveDuplicates();
                assertThat(got).as("what came, in order").isSorted();
            }
        }
        System.getLogger(Load.class.getName()).log(System.Logger.Level.INFO,
                clients.size() + " clients, accepted " + accepted + ", refused "
                        + publishers.stream().mapToInt(each -> each.refused().size()).sum()
                        + ", handshakes " + handshakes() + "; lost 0, doubled 0, out of order 0");
    }

    int handshakes() {
        return clients.stream().mapToInt(LoadClient::handshakes).sum();
    }

    @Override
    public void close() {
        clients.forEach(LoadClient::stop);
        polling.forEach(Thread::interrupt);
        publishing.forEach(Thread::interrupt);
    }
}
