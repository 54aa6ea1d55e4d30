package io.pastelli.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DepartureTest {
    private static final Exit CLOSED = new Exit.ClientClosed();
    private static final Exit RESET = new Exit.ClientReset(OptionalLong.empty());

    @Test
    void aFinOnAnIdleStreamIsTold() {
        try (var rig = new Rig(Rig.Held::open); var client = rig.client()) {
            client.get("/").until("\r\n\r\n");
            var held = rig.next();
            client.fin();
            assertThat(held.departure()).isEqualTo(CLOSED);
        }
    }

    @Test
    void aResetOnAnIdleStreamIsTold() {
        try (var rig = new Rig(Rig.Held::open); var client = rig.client()) {
            client.get("/").until("\r\n\r\n");
            var held = rig.next();
            client.reset();
            assertThat(held.departure()).isEqualTo(RESET);
        }
    }

    @Test
    void aHalfCloseOnAnOpenStreamIsTold() {
        for (HalfClose each : HalfClose.values()) {
            try (var rig = new Rig(Rig.settings(each), Rig.Held::open); var client = rig.client()) {
                client.get("/").until("\r\n\r\n");
                client.halfClose();
                assertThat(rig.next().departure()).isEqualTo(CLOSED);
            }
        }
    }

    @Test
    void aClientThatLeavesBeforeAnyResponseByteIsTold() {
        for (String end : new String[]{"fin", "reset", "half"}) {
            try (var rig = new Rig(held -> held.exchange().watch()); var client = rig.client()) {
                client.get("/");
                var held = rig.next();
                leave(client, end);
                assertThat(held.departure()).isEqualTo(end.equals("reset") ? RESET : CLOSED);
            }
        }
    }

    @Test
    void aHalfCloseBeforeTheResponseIsServedWhenAskedFor() {
        try (var rig = new Rig(Rig.settings(HalfClose.IS_SERVED), held -> held.exchange().watch());
                var client = rig.client()) {
            client.get("/").halfClose();
            var held = rig.next();
            Rig.get(held.begin(new ResponseHead(200, Headers.empty(),
                    Framing.STREAM), "a", false));
            held.exchange().watch();
            Rig.get(held.write(new byte[]{'b'}, true));
            assertThat(client.rest()).endsWith("1\r\na\r\n1\r\nb\r\n0\r\n\r\n").contains("connection: close");
            assertThat(held.exit()).isNotDone();
        }
    }

    @Test
    void aResetAfterAServedHalfCloseFailsTheWrite() {
        var halved = new CompletableFuture<Void>();
        try (var rig = new Rig(Rig.settings(HalfClose.IS_SERVED), held -> {
            Rig.get(halved);
            held.open();
        }); var client = rig.client()) {
            client.get("/").halfClose();
            halved.complete(null);
            client.until("\r\n\r\n");
            var held = rig.next();
            client.fin();
            for (int i = 0; i < 1000 && !held.exit().isDone(); i++) {
                held.write(new byte[]{'x'}, false).exceptionally(e -> null).join();
            }
            assertThat(held.departure()).isEqualTo(RESET);
        }
    }

    @Test
    void aClientThatLeavesAfterItsBodyWasReadIsTold() {
        String sized = "POST / HTTP/1.1\r\nhost: test\r\ncontent-length: 5\r\n\r\nhello";
        String chunked = "POST / HTTP/1.1\r\nhost: test\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        for (String request : new String[]{sized, chunked}) {
            for (boolean first : new boolean[]{true, false}) {
                try (var rig = new Rig(held -> {
                    if (first) {
                        held.exchange().watch();
                    }
                    assertThat(held.body()).hasSize(5);
                    held.exchange().watch();
                }); var client = rig.client()) {
                    client.send(request);
                    var held = rig.next();
                    assertThat(held.exit()).isNotDone();
                    client.fin();
                    assertThat(held.departure()).isEqualTo(CLOSED);
                }
            }
        }
    }

    @Test
    void aClientThatLeavesInTheMiddleOfAnUnreadUploadIsTold() {
        for (String end : new String[]{"fin", "reset"}) {
            try (var rig = new Rig(held -> held.exchange().watch()); var client = rig.client()) {
                client.send(
                        "POST / HTTP/1.1\r\nhost: test\r\ncontent-length: 100000\r\n\r\n" + "x".repeat(3000));
                var held = rig.next();
                leave(client, end);
                assertThat(held.departure()).isEqualTo(end.equals("reset") ? RESET : CLOSED);
            }
        }
    }

    @Test
    void aClientThatLeavesWhileItsBodyIsAwaitedIsToldAndTheReaderIsWoken() {
        try (var rig = new Rig(held -> {
            held.exchange().watch();
            byte[] one = new byte[10];
            assertThat(held.exchange().read(one, 0, 10)).isEqualTo(4);
            var ready = new CompletableFuture<Void>();
            held.exchange().onReadable(() -> ready.complete(null));
            held.exchange().onReadable(() -> {});
        }); var client = rig.client()) {
            client.send("POST / HTTP/1.1\r\nhost: test\r\ncontent-length: 10\r\n\r\nhalf");
            client.fin();
            assertThat(rig.next().departure().clientGone()).isTrue();
        }
    }

    @Test
    void aClientThatLeavesInsteadOfContinuingIsTold() {
        try (var rig = new Rig(held -> held.exchange().watch()); var client = rig.client()) {
            client.send(
                    "POST / HTTP/1.1\r\nhost: test\r\ncontent-length: 10\r\nexpect: 100-continue\r\n\r\n");
            var held = rig.next();
            client.fin();
            assertThat(held.departure()).isEqualTo(CLOSED);
        }
    }

    @Test
    void aClientThatLeavesBehindAPipelinedRequestIsTold() {
        for (boolean together : new boolean[]{true, false}) {
            try (var rig = new Rig(Rig.Held::open); var client = rig.client()) {
                String more = "GET /next HTTP/1.1\r\nhost: test\r\n\r\n";
                client.send("GET / HTTP/1.1\r\nhost: test\r\n\r\n" + (together ? more : ""));
                client.until("\r\n\r\n");
                if (!together) {
                    client.send(more);
                }
                var held = rig.next();
                client.fin();
                assertThat(held.departure()).isEqualTo(CLOSED);
                assertThat(rig.held).isEmpty();
            }
        }
    }

    @Test
    void aClientThatLeavesIsToldOnOldAndOnClosingConnections() {
        String old = "GET / HTTP/1.0\r\n\r\n";
        String closing = "GET / HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n";
        for (String request : new String[]{old, closing}) {
            try (var rig = new Rig(Rig.Held::open); var client = rig.client()) {
                client.send(request).until("\r\n\r\n");
                var held = rig.next();
                client.fin();
                assertThat(held.departure()).isEqualTo(CLOSED);
            }
        }
    }

    @Test
    void aClientThatLeavesIsToldOnTheSecondRequestOfAConnection() {
        try (var rig = new Rig(held -> {
            held.exchange().watch();
            if (held.exchange().target().equals("/one")) {
                held.full(200, "one");
            }
        }); var client = rig.client()) {
            assertThat(client.get("/one").response()).endsWith("one");
            assertThat(rig.next().exit()).isNotDone();
            client.get("/two");
            var held = rig.next();
            client.fin();
            assertThat(held.departure()).isEqualTo(CLOSED);
        }
    }

    @Test
    void aFailedWriteTellsWithoutAWatch() {
        try (var rig = new Rig(held -> held.begin(new ResponseHead(200,
                Headers.empty(), Framing.STREAM), "a", false).join()); var client = rig.client()) {
            client.get("/").until("a\r\n");
            var held = rig.next();
            client.reset();
            for (int i = 0; i < 1000 && !held.exit().isDone(); i++) {
                held.write(new byte[100], false).exceptionally(e -> null).join();
            }
            assertThat(held.departure()).isEqualTo(RESET);
        }
    }

    @Test
    void aWatchThatIsAskedForAfterTheClientLeftTellsAtOnce() {
        var left = new CompletableFuture<Void>();
        try (var rig = new Rig(held -> {
            Rig.get(left);
            held.exchange().watch();
        }); var client = rig.client()) {
            client.get("/").fin();
            left.complete(null);
            assertThat(rig.next().departure()).isEqualTo(CLOSED);
        }
    }

    private static void leave(RawClient client, String end) {
        switch (end) {
            case "fin" -> client.fin();
            case "reset" -> client.reset();
            default -> client.halfClose();
        }
    }
}
