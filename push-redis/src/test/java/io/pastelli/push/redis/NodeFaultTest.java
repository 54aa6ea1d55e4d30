package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Nodes, in processes of their own and on different adapters, are killed under load. Clients acknowledge: who does not
 * may get the one batch again that was on its way when its node died.
 */
@SuppressWarnings("NullAway.Init") // before each test
class NodeFaultTest {
    private static final int ROUNDS = Integer.getInteger("redis.rounds", 1);
    private static final int CLIENTS = 10;

    private RealRedis redis;
    private NodeProcess one;
    private NodeProcess two;

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.start();
        one = new NodeProcess(redis.url(), "jetty");
        two = new NodeProcess(redis.url(), "netty");
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        redis.close();
    }

    @Test
    void nothingIsLostWhenNodesAreKilled() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            if (round > 0) {
                stop();
                start();
            }
            boolean burst = round % 2 == 0;
            int messages = burst ? 400 : 200;
            try (var load = new Load(CLIENTS, true, messages, burst ? 0 : 10, one.port(), two.port())) {
                load.awaitAccepted(messages / 6);
                one.kill();
                load.awaitAccepted(messages / 3);
                one.restart();
                load.awaitAccepted(messages / 2);
                two.kill();
                redis.kill();
                redis.restart();
                two.restart();
                load.account();
                assertThat(load.handshakes()).as("nobody had to shake hands again").isEqualTo(CLIENTS);
            }
        }
    }
}
