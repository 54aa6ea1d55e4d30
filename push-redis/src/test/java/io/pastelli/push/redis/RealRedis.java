package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.pastelli.localredis.LocalRedis;
import io.pastelli.localredis.NoRedisException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;

/**
 * A Redis of the test's own, on a free port of the loopback, which can be killed, started again with its append-only
 * file, which has all that it ever answered, stopped, continued and emptied. The test is skipped where none runs.
 */
public final class RealRedis implements AutoCloseable {
    private static final Path TARGET = Path.of(System.getProperty("pastelli.root", ".."),
            "push-redis/target");

    private final LocalRedis redis;

    private RealRedis(LocalRedis redis) {
        this.redis = redis;
    }

    /** Starts one with these options besides. */
    public static RealRedis start(String... options) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("--appendonly", "yes", "--appendfsync", "always", "--save", ""));
        all.addAll(List.of(options));
        return launch(all.toArray(String[]::new));
    }

    /** A Sentinel by this configuration. */
    public static RealRedis sentinel(Path configuration) throws IOException, InterruptedException {
        return launch(configuration.toAbsolutePath().toString(), "--sentinel");
    }

    private static RealRedis launch(String... arguments) throws IOException, InterruptedException {
        try {
            return new RealRedis(LocalRedis.start(TARGET, arguments));
        } catch (NoRedisException e) {
            abort(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** Returns its port. */
    public int port() {
        return redis.port();
    }

    /** Returns its address. */
    public String url() {
        return "redis://127.0.0.1:" + port();
    }

    /** Connects to it. */
    public Jedis client() {
        return new Jedis("127.0.0.1", port());
    }

    /** Starts it again with what its append-only file holds, and waits until it answers. */
    public void restart() throws IOException, InterruptedException {
        redis.restart();
    }

    /** {@code kill -9}. */
    public void kill() {
        redis.kill();
    }

    /** SIGSTOP: it takes connections and bytes, and answers nothing. */
    public void stop() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Has it forget everything. */
    public void empty() {
        try (Jedis client = client()) {
            client.flushAll();
        }
    }

    /** Returns a number of {@code INFO}. */
    double number(String section, String name) throws IOException {
        return Double.parseDouble(redis.info(section, name));
    }

    @Override
    public void close() {
        redis.close();
    }

    private void signal(String name) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(redis.pid())).inheritIO().start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }
}
