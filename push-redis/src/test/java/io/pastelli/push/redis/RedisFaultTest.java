package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Redis fails under load; two nodes on different adapters, every message accounted for. {@code mvn -Dredis.rounds=100}
 * does it a hundred times.
 */
@SuppressWarnings("NullAway.Init") // before each test
class RedisFaultTest {
    private static final int ROUNDS = Integer.getInteger("redis.rounds", 1);
    private static final int CLIENTS = 10;
    private static final int PLENTY = 100_000;

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
    @ValueSource(booleans = {false, true})
    void nothingIsLostWhenNothingHappens(boolean acknowledge) throws Exception {
        rounds(acknowledge, () -> {});
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsLostWhenRedisIsKilledAndStartedAgain(boolean acknowledge) throws Exception {
        rounds(acknowledge, () -> {
            redis.kill();
            Thread.sleep(500);
            redis.restart();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsLostWhenRedisStandsStill(boolean acknowledge) throws Exception {
        rounds(acknowledge, () -> {
            redis.stop();
            Thread.sleep(2500); // longer than a connection waits
            redis.resume();
        });
    }

    /** What was in it is lost; what is accepted after that is not. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void clientsShakeHandsAgainWhenRedisIsEmptiedAndNothingIsLostAfterwards(boolean acknowledge)
            throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            if (round > 0) {
                stop();
                start();
            }
            int pause = round % 2 * 5;
            try (var load = new Load(CLIENTS, acknowledge, PLENTY, pause, one.port(), two.port())) {
                load.awaitAccepted(50);
                redis.empty();
                load.awaitHandshakes(2);
                load.awaitAccepted(load.accepted() + 50);
                load.finish();
                load.account();
                assertThat(load.handshakes()).as("each did so once").isEqualTo(2 * CLIENTS);
            }
        }
    }

    /** Paced and in bursts by turns. */
    private void rounds(boolean acknowledge, Fault fault) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            if (round > 0) {
                stop();
                start();
            }
            boolean burst = acknowledge == (round % 2 == 1);
            int messages = burst ? 300 : 150;
            try (var load = new Load(CLIENTS, acknowledge, messages, burst ? 0 : 5, one.port(),
                    two.port())) {
                load.awaitAccepted(messages / 4);
                fault.strike();
                load.account();
                assertThat(load.handshakes()).as("nobody had to shake hands again").isEqualTo(CLIENTS);
            }
        }
    }
}
