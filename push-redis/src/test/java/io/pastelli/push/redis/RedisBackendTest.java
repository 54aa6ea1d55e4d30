package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.backend.BackendContract;
import io.pastelli.push.bayeux.backend.Limits;
import io.pastelli.push.bayeux.message.Event;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

/** The same contract as the backend in memory. */
class RedisBackendTest extends BackendContract {
    private static @Nullable RealRedis redis;

    private final AtomicLong skew = new AtomicLong();

    @BeforeAll
    static void begin() throws Exception {
        redis = RealRedis.start();
    }

    @AfterAll
    static void end() throws Exception {
        server().close();
    }

    @Override
    protected Backend create() {
        server().empty();
        return new RedisBackend(Redis.at(server().url())::operations, skew::get);
    }

    @Override
    protected void advance(Duration by) {
        skew.addAndGet(by.toMillis());
    }

    /** Found as an event that came twice when Redis was emptied: the other node took it for one of a dead node. */
    @Test
    void whatWasLentJustAfterRedisLostItsMemoryIsNotLentAgainByAnotherNode() {
        try (Backend one = create(); Backend two = create()) {
            one.start(new Deaf(), Limits.DEFAULT);
            two.start(new Deaf(), Limits.DEFAULT);
            for (int i = 0; i < 20; i++) {
                server().empty();
                one.create("a", Duration.ofMinutes(1));
                one.subscribe("a", List.of("/x"));
                one.publish(Event.of("/x", i), List.of("/x"));
                assertThat(one.take("a", 9).events()).hasSize(1);
                assertThat(two.take("a", 9).events()).as("it is on its way at the other node").isEmpty();
            }
        }
    }

    private static RealRedis server() {
        return Objects.requireNonNull(redis);
    }
}
