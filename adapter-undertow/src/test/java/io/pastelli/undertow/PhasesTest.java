package io.pastelli.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.owner.Exit;
import io.pastelli.undertow.TestServer.Call;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A departure is told in whatever phase the request is; nobody writes. */
class PhasesTest {
    private static final String HEAD = "POST / HTTP/1.1\r\nhost: test\r\n";
    private static final String GET = "GET / HTTP/1.1\r\nhost: test\r\n\r\n";

    record Phase(String name, String request, boolean readsBody, String later) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> phases() {
        return Stream
                .of(new Phase("held", GET, false, ""),
                        new Phase("post fully read", HEAD + "content-length: 5\r\n\r\nhello", true, ""),
                        new Phase("post read when it comes", HEAD + "content-length: 5\r\n\r\n", true,
                                "hello"),
                        new Phase("chunked fully read",
                                HEAD + "transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", true, ""),
                        new Phase("expect", HEAD + "expect: 100-continue\r\ncontent-length: 5\r\n\r\n", false,
                                ""),
                        new Phase("expect, read", HEAD + "expect: 100-continue\r\ncontent-length: 5\r\n\r\n",
                                true,
                                "hello"),
                        new Phase("pipelined in the same packet", GET + GET, false, ""),
                        new Phase("pipelined later", GET, false, GET),
                        new Phase("pipelined in part", GET + "GET / HT", false, ""),
                        new Phase("connection: close",
                                "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n", false,
                                ""),
                        new Phase("http/1.0", "GET / HTTP/1.0\r\n\r\n", false, ""),
                        new Phase("unread body", HEAD + "content-length: 5\r\n\r\nhello", false, ""),
                        new Phase("half a body, unread", HEAD + "content-length: 10\r\n\r\nhello", false, ""),
                        new Phase("half a chunked body, unread",
                                HEAD + "transfer-encoding: chunked\r\n\r\n5\r\nhel", false, ""))
                .flatMap(phase -> Stream.of(false, true).flatMap(stream -> Stream.of(false, true)
                        .map(reset -> Arguments.of(phase, stream, reset))));
    }

    @ParameterizedTest(name = "{0}, streaming {1}, reset {2}")
    @MethodSource("phases")
    void theDepartureIsTold(Phase phase, boolean stream, boolean reset) throws Exception {
        try (var server = new TestServer(TestServer.SETTINGS, call -> {
            if (call.exchange.target().equals("/first")) {
                call.full("first");
                return;
            }
            if (phase.readsBody) {
                assertThat(call.body()).isEqualTo("hello");
            }
            if (stream) {
                call.stream("open");
            }
            call.exchange.watch();
        })) {
            for (int i = 0; i < 5; i++) {
                var client = server.connect();
                if (i % 2 == 1) { // the second request on a kept-alive connection
                    client.get("/first");
                    assertThat(client.readResponse()).endsWith("first");
                    server.next();
                }
                client.send(phase.request);
                Call call = server.next();
                client.send(phase.later);
                if (stream) {
                    client.readUntil("open");
                }
                client.leave(reset);
                assertThat(call.awaitExit()).isInstanceOfAny(
                        reset
                                ? new Class<?>[]{Exit.ClientReset.class}
                                : new Class<?>[]{Exit.ClientClosed.class});
                call.exchange.cut();
            }
            assertThat(server.calls).isEmpty();
        }
    }
}
