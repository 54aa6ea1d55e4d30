package io.pastelli.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.Limits;
import io.pastelli.adapter.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class RefusalTest {
    private static final String HOST = "host: test\r\n";

    @Test
    void aRequestLineOverTheLimitIs414() {
        refused("GET /" + "a".repeat(8300) + " HTTP/1.1\r\n" + HOST + "\r\n", Refusal.REQUEST_LINE);
        refused("GET /" + "a".repeat(40_000) + " HTTP/1.1\r\n" + HOST + "\r\n", Refusal.REQUEST_LINE);
    }

    @Test
    void aHeaderSectionOverTheLimitIs431() {
        refused("GET / HTTP/1.1\r\n" + HOST + "x: " + "a".repeat(8300) + "\r\n\r\n", Refusal.HEADERS);
        refused("GET / HTTP/1.1\r\n" + HOST + "x: " + "a".repeat(80_000) + "\r\n\r\n", Refusal.HEADERS);
        refused("GET / HTTP/1.1\r\n" + HOST + "x: a\r\n".repeat(100) + "\r\n", Refusal.HEADERS);
    }

    @Test
    void headsJustBelowTheLimitsAreServed() {
        try (var rig = new Rig(held -> held.full(200, "ok")); var client = rig.client()) {
            assertThat(client.get("/" + "a".repeat(8100)).response()).endsWith("ok");
            assertThat(client.send("GET / HTTP/1.1\r\n" + HOST + "x: " + "a".repeat(8100) + "\r\n\r\n")
                    .response())
                    .endsWith("ok");
            assertThat(client.send("GET / HTTP/1.1\r\n" + HOST + "x: a\r\n".repeat(99) + "\r\n").response())
                    .endsWith("ok");
        }
    }

    @Test
    void aMalformedHeadIs400() {
        for (String head : List.of("GET\r\n\r\n", "GET /\r\n\r\n", "\0\0\0\r\n\r\n",
                "GET / HTTP/1.1\r\nbad name: x\r\n" + HOST + "\r\n",
                "GET / HTTP/1.1\r\n: x\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + " folded\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "content-length: 1x\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "content-length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "content-length: 99999999999999999999\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "content-length: 1\r\ncontent-length: 2\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "transfer-encoding: chunked\r\ncontent-length: 1\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "transfer-encoding: gzip\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "x: a\0b\r\n\r\n",
                "GET /a\u0001b HTTP/1.1\r\n" + HOST + "\r\n")) {
            refused(head, Refusal.MALFORMED);
        }
    }

    @Test
    void anUnknownVersionIs505() {
        for (String line : List.of("GET / HTTP/3.0", "GET / HTTP/0.8", "PRI * HTTP/2.0")) {
            refused(line + "\r\n\r\n", Refusal.VERSION);
        }
    }

    @Test
    void aRefusalBehindAnAnsweredRequestComesAfterTheAnswer() {
        try (var rig = new Rig(held -> held.full(200, "ok")); var client = rig.client()) {
            client.send("GET / HTTP/1.1\r\n" + HOST + "\r\nrubbish\r\n\r\n");
            assertThat(client.response()).endsWith("ok");
            assertThat(client.rest()).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void aHeadThatTricklesInIsLateAllTheSame() throws InterruptedException {
        var settings = Rig.settings(Limits.DEFAULT, Rig.timeouts(300, 5000), HalfClose.LEAVES);
        try (var rig = new Rig(settings, held -> held.full(200, "ok")); var client = rig.client()) {
            for (char each : ("GET / HTTP/1.1\r\n" + HOST + "x: 0123456789").toCharArray()) {
                client.send("" + each); // lingering, the server takes what comes after its answer
                Thread.sleep(20);
            }
            assertThat(client.until("\r\n\r\n")).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void aSecondHeadThatStopsHalfWayIsLate() {
        var settings = Rig.settings(Limits.DEFAULT, Rig.timeouts(300, 5000), HalfClose.LEAVES);
        try (var rig = new Rig(settings, held -> held.full(200, "ok")); var client = rig.client()) {
            assertThat(client.send("GET / HTTP/1.1\r\n" + HOST + "\r\nGET / HT").response()).endsWith("ok");
            assertThat(client.rest()).startsWith("HTTP/1.1 408 ").contains(Refusal.LATE.sentence());
        }
    }

    @Test
    void silentConnectionsAreClosedAndHeldOnesAreNot() {
        var settings = Rig.settings(Limits.DEFAULT, Rig.timeouts(200, 200), HalfClose.LEAVES);
        try (var rig = new Rig(settings, held -> {
            switch (held.exchange().target()) {
                case "/stream" -> held.open();
                case "/held" -> held.exchange().watch();
                default -> held.full(200, "ok");
            }
        });
                var silent = rig.client();
                var kept = rig.client();
                var stream = rig.client();
                var held = rig.client()) {
            stream.get("/stream").until("\r\n\r\n");
            var open = rig.next();
            held.get("/held");
            var waiting = rig.next();
            kept.get("/").response();
            assertThat(silent.next()).isEqualTo(-1);
            assertThat(kept.next()).isEqualTo(-1);
            Rig.get(open.write("a", false));
            waiting.full(200, "late");
            assertThat(held.response()).endsWith("late");
            assertThat(stream.until("a\r\n")).isEqualTo("1\r\na\r\n");
        }
    }

    private static void refused(String head, Refusal refusal) {
        try (var rig = new Rig(held -> held.full(200, "served"));
                var log = new Logged("org.eclipse.jetty");
                var client = rig.client()) {
            String expected = undated(new String(refusal.bytes(), StandardCharsets.UTF_8));
            assertThat(undated(client.send(head).rest())).as(head.substring(0, Math.min(60, head.length())))
                    .isEqualTo(expected);
            assertThat(log.above(Level.FINE)).isEmpty();
        }
    }

    private static String undated(String response) {
        return response.replaceFirst("date: [^\r]*\r\n", "");
    }
}
