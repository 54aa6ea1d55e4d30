package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.http.Bytes;
import io.pastelli.push.mailbox.store.Lease;
import io.pastelli.push.mailbox.store.MailboxEvent;
import io.pastelli.push.mailbox.store.MailboxLimits;
import io.pastelli.push.mailbox.store.MailboxStore;
import io.pastelli.push.mailbox.store.MailboxStoreContract;
import io.pastelli.push.mailbox.store.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** The same contract as the store in memory, and what other programs push. */
class RedisStoreTest extends MailboxStoreContract {
    private static @Nullable RealRedis redis;

    private final AtomicLong skew = new AtomicLong();

    @BeforeAll
    static void begin() throws Exception {
        redis = RealRedis.start();
    }

    @AfterAll
    static void end() {
        server().close();
    }

    @Override
    protected MailboxStore create() {
        server().empty();
        return new RedisStore(Redis.at(server().url())::operations, "pastelli:", skew::get);
    }

    @Override
    protected void advance(Duration by) {
        skew.addAndGet(by.toMillis());
    }

    @Test
    void whatOtherProgramsPushIsAMessageToo() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        try (MailboxStore store = Redis.at(server().url()).withNamespace("myapp_name").mailboxes();
                Jedis producer = server().client()) {
            store.start(new Told(told), MailboxLimits.DEFAULT);
            store.listen("foobar");
            producer.rpush("myapp_name:foobar", "my totally awesome message", "another");
            assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo("foobar");
            List<Lease> leases = store.take("foobar", 5, 1000, Duration.ofSeconds(9));
            assertThat(leases).extracting(lease -> lease.message().body().utf8())
                    .containsExactly("my totally awesome message", "another");
            assertThat(leases).extracting(lease -> lease.message().id()).doesNotHaveDuplicates()
                    .allMatch(id -> id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
            store.release("foobar", leases, true);
            assertThat(store.take("foobar", 1, 1000, Duration.ofSeconds(9))).singleElement()
                    .satisfies(lease -> assertThat(lease.deliveries()).isEqualTo(2));
        }
    }

    @Test
    void whatOneNodeGetsAnotherHearsOf() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        try (MailboxStore one = Redis.at(server().url()).mailboxes();
                MailboxStore two = Redis.at(server().url()).mailboxes();
                Jedis spy = server().client()) {
            one.start(new Told(new LinkedBlockingQueue<>()), MailboxLimits.DEFAULT);
            two.start(new Told(told), MailboxLimits.DEFAULT);
            two.listen("a");
            one.push("a", new Message("id", "text/plain",
                    Bytes.of("hello"), Instant.now()));
            assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo("a");
            assertThat(two.take("a", 1, 99, Duration.ofSeconds(9))).hasSize(1);
            assertThat(spy.keys("*")).allSatisfy(key -> assertThat(spy.pttl(key)).as(key).isPositive());
            assertThat(one.acknowledge("a", List.of("id"))).containsExactly("id");
        }
    }

    private static RealRedis server() {
        return Objects.requireNonNull(redis);
    }

    private record Told(BlockingQueue<String> names) implements MailboxStore.Node {
        @Override
        public void waiting(String name) {
            names.add(name);
        }

        @Override
        public void happened(MailboxEvent event) {}
    }
}
