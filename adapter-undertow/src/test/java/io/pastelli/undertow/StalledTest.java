package io.pastelli.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Settings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A response that its client does not take yet, beside others on the same I/O thread. */
class StalledTest {
    private static final int CHUNKS = 300;

    @Test
    void whatAClientHasNotTakenYetStaysAsItIsWhileOthersAreAnswered() throws Exception {
        Settings plain = TestServer.SETTINGS;
        var small = new Settings(plain.host(), 0, plain.limits(), plain.timeouts(), plain.halfClose(),
                plain.keepAlive(), 8 * 1024, plain.tls(), plain.http2());
        try (var server = new TestServer(small, call -> {
            if (call.exchange.target().equals("/slow")) {
                call.stream("first");
                for (int i = 0; i < CHUNKS; i++) {
                    call.chunk(chunk(i));
                }
                call.end();
            } else {
                call.full("x".repeat(2_000));
            }
        }); var slow = server.connect(4 * 1024)) {
            slow.get("/slow").readUntil("first\r\n");
            var others = new ArrayList<RawClient>();
            try {
                for (int i = 0; i < 4; i++) { // on every I/O thread
                    others.add(server.connect());
                }
                for (int i = 0; i < CHUNKS; i++) {
                    answered(others);
                    assertThat(slow.readUntil("\r\n") + slow.readUntil("\r\n"))
                            .isEqualTo("7d0\r\n" + chunk(i) + "\r\n");
                }
                assertThat(slow.readUntil("\r\n\r\n")).isEqualTo("0\r\n\r\n");
            } finally {
                for (RawClient each : others) {
                    each.close();
                }
            }
        }
    }

    private static void answered(List<RawClient> clients) throws Exception {
        for (RawClient each : clients) {
            assertThat(each.get("/").readResponse()).endsWith("x".repeat(2_000));
        }
    }

    private static String chunk(int number) {
        return "%04d".formatted(number).repeat(500);
    }
}
