package io.pastelli.undertow;

import io.pastelli.adapter.Http2;
import java.util.Optional;
import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.Settings;
import io.pastelli.owner.Exit;
import io.pastelli.undertow.TestServer.Call;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A FIN before the response is a half-close where that is served; on an open stream it is a departure. */
class HalfCloseTest {
    private static final Settings SERVED = new Settings("127.0.0.1", 0, TestServer.SETTINGS.limits(),
            TestServer.SETTINGS.timeouts(), HalfClose.IS_SERVED, TestServer.SETTINGS.keepAlive(), 0,
            Optional.empty(), Http2.DEFAULT);
    private static final String BIG = "0123456789abcdef".repeat(256 * 1024); // 4 MiB: more than the kernel takes

    @Test
    void aHalfClosedClientGetsAWholeBigResponse() throws Exception {
        try (var server = new TestServer(SERVED, call -> {
            call.exchange.watch();
            call.full(BIG);
        })) {
            for (int i = 0; i < 20; i++) {
                try (var client = server.connect().get("/")) {
                    client.halfClose();
                    Call call = server.next();
                    String all = client.readAll();
                    assertThat(all.length()).as("round " + i).isGreaterThan(BIG.length());
                    assertThat(all).endsWith(BIG);
                    assertThat(call.exit).isNotDone();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHalfClosedClientGetsAWholeStreamThatBeganLater(boolean watched) throws Exception {
        var halfClosed = new Semaphore(0);
        try (var server = new TestServer(SERVED, call -> {
            call.body();
            if (watched) {
                call.exchange.watch();
            }
            halfClosed.acquire();
            call.stream("begin;");
            for (int i = 0; i < 64; i++) {
                call.chunk("0123456789abcdef".repeat(4096));
            }
            call.end();
        })) {
            for (int i = 0; i < 20; i++) {
                try (var client = server.connect()) {
                    client.send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\nhi").halfClose();
                    halfClosed.release();
                    Call call = server.next();
                    assertThat(client.readAll()).as("round " + i).contains("begin;").endsWith("\r\n0\r\n\r\n")
                            .hasSizeGreaterThan(64 * 65536);
                    assertThat(call.exit).isNotDone();
                }
            }
        }
    }

    @Test
    void aFinOnAnOpenStreamIsADepartureAlsoWhereHalfClosesAreServed() throws Exception {
        try (var server = new TestServer(SERVED, call -> call.stream("open"))) {
            for (int i = 0; i < 20; i++) {
                try (var client = server.connect().get("/")) {
                    client.readUntil("open");
                    Call call = server.next();
                    client.halfClose();
                    assertThat(call.awaitExit()).isInstanceOf(Exit.ClientClosed.class);
                    call.exchange.cut();
                }
            }
        }
    }

    @Test
    void aHalfCloseLeavesByDefault() throws Exception {
        try (var server = TestServer.holding()) {
            try (var client = server.connect().get("/")) {
                client.halfClose();
                assertThat(server.next().awaitExit()).isInstanceOf(Exit.ClientClosed.class);
            }
        }
    }

    @Test
    void bothRequestsBeforeAHalfCloseAreServed() throws Exception {
        try (var server = new TestServer(SERVED, call -> {
            call.exchange.watch();
            call.full("to " + call.exchange.target());
        })) {
            for (int i = 0; i < 20; i++) {
                try (var client = server.connect()) {
                    client.send("GET /1 HTTP/1.1\r\nhost: a\r\n\r\nGET /2 HTTP/1.1\r\nhost: a\r\n\r\n")
                            .halfClose();
                    assertThat(client.readAll()).contains("to /1").endsWith("to /2");
                }
            }
        }
    }

    @Test
    void aHalfCloseInTheMiddleOfABodyIsADeparture() throws Exception {
        try (var server = new TestServer(SERVED, Call::body)) {
            try (var client = server.connect()) {
                client.send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nhalf").halfClose();
                Call call = server.next();
                assertThat(call.awaitExit()).isInstanceOf(Exit.ClientClosed.class);
                assertThat(call.error.get()).isInstanceOf(java.io.IOException.class);
            }
        }
    }
}
