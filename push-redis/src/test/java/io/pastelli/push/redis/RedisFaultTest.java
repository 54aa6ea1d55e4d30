package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Redis fails under load; two nodes on different adapters, every message accounted for. {@code mvn -Dredis.rounds=100}
 * does it a hundred times.
 */
@SuppressWarnings("NullAway.Init") // before each test
class RedisFaultTest {
    private static final int ROUNDS = Integer.getInteger("redis.rounds", 1);
    private static final int CLIENTS = 10;

    private RealRedis redis;
    private NodeProgram one;
    private NodeProgram two;

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.start();
        one = new NodeProgram(redis.url(), "undertow", 0);
        two = new NodeProgram(redis.url(), "netty", 0);
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        redis.close();
    }

    private interface Fault {
        void strike() throws Exception;
    }

    @ParameterizedTest
    @CsvSource({"false, 200, 5", "true, 200, 5", "false, 400, 0", "true, 400, 0"})
    void nothingIsLostWhenNothingHappens(boolean acknowledge, int messages, long pause) throws Exception {
        rounds(acknowledge, messages, pause, () -> {});
    }

    @ParameterizedTest
    @CsvSource({"false, 200, 5", "true, 200, 5", "false, 400, 0", "true, 400, 0"})
    void nothingIsLostWhenRedisIsKilledAndStartedAgain(boolean acknowledge, int messages, long pause)
            throws Exception {
        rounds(acknowledge, messages, pause, () -> {
            redis.kill();
            Thread.sleep(500);
            redis.restart();
        });
    }

    @ParameterizedTest
    @CsvSource({"false, 200, 5", "true, 200, 5", "false, 400, 0", "true, 400, 0"})
    void nothingIsLostWhenRedisStandsStill(boolean acknowledge, int messages, long pause) throws Exception {
        rounds(acknowledge, messages, pause, () -> {
            redis.stop();
            Thread.sleep(2500); // longer than a connection waits
            redis.resume();
        });
    }

    private void rounds(boolean acknowledge, int messages, long pause, Fault fault) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (var load = new Load(CLIENTS, acknowledge, messages, pause, one.port(), two.port())) {
                load.awaitAccepted(messages / 4);
                fault.strike();
                load.account();
                assertThat(load.handshakes()).as("nobody had to shake hands again").isEqualTo(CLIENTS);
            }
        }
    }
}
