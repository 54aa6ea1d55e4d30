package io.pastelli.bayeux.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Plug;
import io.pastelli.router.Router;
import io.pastelli.testkit.TestConn;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final Health health = new Health();
    private final Plug plug = Router.of(health::routes);

    private int status(String path) {
        return TestConn.get(path).start(plug).status();
    }

    @Test
    void itIsReadyAsLongAsItsBackendIsThere() {
        assertThat(status("/health/ready")).as("there is no backend yet").isEqualTo(503);
        var there = new AtomicBoolean(true);
        health.watch(there::get);
        assertThat(status("/health/ready")).isEqualTo(200);
        there.set(false);
        assertThat(status("/health/ready")).isEqualTo(503);
        assertThat(status("/health/live")).isEqualTo(200);
    }

    @Test
    void itIsNotReadyOnceItDrains() {
        health.watch(() -> true);
        health.draining(Duration.ZERO);
        assertThat(status("/health/ready")).isEqualTo(503);
        assertThat(status("/health/live")).isEqualTo(200);
    }
}
