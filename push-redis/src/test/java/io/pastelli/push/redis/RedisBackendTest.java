package io.pastelli.push.redis;

import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.backend.BackendContract;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

    private static RealRedis server() {
        return Objects.requireNonNull(redis);
    }
}
