package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.http.Bytes;
import io.pastelli.push.mailbox.store.Lease;
import io.pastelli.push.mailbox.store.MailboxEvent;
import io.pastelli.push.mailbox.store.MailboxLimits;
import io.pastelli.push.mailbox.store.MailboxStore;
import io.pastelli.push.mailbox.store.Message;
import io.pastelli.push.mailbox.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redis fails while two nodes put messages into mailboxes and take them out. */
class MailboxFaultTest {
    private static final int ROUNDS = Integer.getInteger("redis.rounds", 1);
    private static final int MESSAGES = 400;
    private static final Duration LEASE = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(strings = {"kill", "stop"})
    void everyAcceptedMessageArrivesOnceInOrder(String fault) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (var redis = RealRedis.start();
                    MailboxStore one = Redis.at(redis.url()).mailboxes();
                    MailboxStore two = Redis.at(redis.url()).mailboxes()) {
                one.start(new Deaf(), MailboxLimits.DEFAULT);
                two.start(new Deaf(), MailboxLimits.DEFAULT);
                var accepted = new ConcurrentLinkedQueue<String>();
                var arrived = new ConcurrentLinkedQueue<String>();
                var sending = Thread.startVirtualThread(() -> send(List.of(one, two), accepted));
                var taking = Thread.startVirtualThread(() -> take(List.of(two, one), arrived));
                while (arrived.size() < MESSAGES / 4) {
                    Thread.sleep(2);
                }
                strike(redis, fault);
                assertThat(sending.join(Duration.ofSeconds(60))).isTrue();
                assertThat(taking.join(Duration.ofSeconds(60))).isTrue();
                assertThat(accepted).hasSize(MESSAGES);
                assertThat(List.copyOf(arrived)).isEqualTo(List.copyOf(accepted));
            }
        }
    }

    private static void strike(RealRedis redis, String fault) throws Exception {
        if (fault.equals("kill")) {
            redis.kill();
            Thread.sleep(300);
            redis.restart();
        } else {
            redis.stop();
            Thread.sleep(2500);
            redis.resume();
        }
    }

    private static void send(List<MailboxStore> stores, Queue<String> accepted) {
        for (int i = 0; i < MESSAGES; i++) {
            String text = String.valueOf(i);
            var message = new Message("id" + i, Message.TEXT, Bytes.of(text), Instant.EPOCH);
            if (stores.get(i % 2).push("a", message) == MailboxStore.Pushed.ACCEPTED) {
                accepted.add(text);
            }
        }
    }

    private static void take(List<MailboxStore> stores, Queue<String> arrived) {
        for (int turn = 0; arrived.size() < MESSAGES; turn++) {
            MailboxStore store = stores.get(turn % 2);
            List<Lease> leases = store.take("a", 7, 10_000, LEASE);
            for (Lease lease : leases) {
                arrived.add(lease.message().body().utf8());
                try {
                    store.acknowledge("a", List.of(lease.message().id()));
                } catch (StoreUnavailableException e) {
                    throw new AssertionError("it is away for a moment only", e);
                }
            }
        }
    }

    private static final class Deaf implements MailboxStore.Node {
        @Override
        public void waiting(String name) {}

        @Override
        public void happened(MailboxEvent event) {}
    }
}
