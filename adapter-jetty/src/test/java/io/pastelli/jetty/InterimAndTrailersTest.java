package io.pastelli.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InterimAndTrailersTest {
    @Test
    void informationalResponsesGoOutBeforeTheHead() {
        var go = new CompletableFuture<Void>();
        try (var rig = new Rig(held -> {
            assertThat(held.exchange().inform(103, Headers.of("link", "</a.css>"))).isTrue();
            assertThat(held.exchange().inform(102, Headers.empty())).isTrue();
            Rig.get(go);
            held.full(200, "hi");
            assertThat(held.exchange().inform(103, Headers.empty())).isFalse();
        }); var client = rig.client()) {
            assertThat(client.get("/").until("\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\n");
            assertThat(client.until("\r\n\r\n")).startsWith("HTTP/1.1 102 ");
            go.complete(null);
            assertThat(client.response()).startsWith("HTTP/1.1 200 OK").endsWith("hi");
            assertThat(rig.next().exit()).isNotDone();
        }
    }

    @Test
    void http10HasNoInformationalResponses() {
        try (var rig = new Rig(held -> {
            boolean told = held.exchange().inform(103, Headers.empty());
            held.full(200, "" + told);
        }); var client = rig.client()) {
            assertThat(client.send("GET / HTTP/1.0\r\n\r\n").rest()).startsWith("HTTP/1.1 200")
                    .endsWith("false");
        }
    }

    @Test
    void aClientThatTakesNothingStopsTheInforming() {
        try (var rig = new Rig(held -> {
            for (int i = 0; i < 1_000_000
                    && held.exchange().inform(103, Headers.of("x", "y".repeat(4000))); i++) {
                // until the way out is full
            }
            held.exchange().closeAfter();
            held.begin(new ResponseHead(200, Headers.of("content-length", "0"), Framing.LENGTH), "", true);
        }); var client = rig.client()) {
            client.get("/");
            rig.next(); // all was said that could be
            String all = client.all();
            String one = "HTTP/1.1 103 Early Hints\r\nx: " + "y".repeat(4000) + "\r\n\r\n";
            assertThat(all.replace(one, "")).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void trailersFollowTheLastChunk() {
        try (var rig = new Rig(held -> {
            Rig.get(held.begin(new ResponseHead(200, Headers.empty(), Framing.STREAM), "one", false));
            assertThat(held.exchange().putTrailers(Headers.of("x-sum", "1", "x-b", "2"))).isTrue();
            Rig.get(held.write("", true));
        }); var client = rig.client()) {
            assertThat(client.get("/").until("x-b: 2\r\n\r\n"))
                    .endsWith("one\r\n0\r\nx-sum: 1\r\nx-b: 2\r\n\r\n");
            client.get("/").until("x-b: 2\r\n\r\n");
        }
    }

    @Test
    void aResponseWithoutChunksHasNoTrailers() {
        try (var rig = new Rig(held -> {
            var head = new ResponseHead(200, Headers.of("content-length", "1"), Framing.LENGTH);
            Rig.get(held.begin(head, "", false));
            assertThat(held.exchange().putTrailers(Headers.of("x-sum", "1"))).isFalse();
            Rig.get(held.write("a", true));
        }); var client = rig.client()) {
            assertThat(client.get("/").response()).endsWith("\r\n\r\na");
        }
    }

    @Test
    void receivedTrailersAreKnownAtTheEndOfTheBody() {
        try (var rig = new Rig(held -> {
            assertThat(held.exchange().trailers()).isEmpty();
            assertThat(held.body()).asString().isEqualTo("hello");
            held.full(200, held.exchange().trailers().first("x-sum").orElse("none"));
        }); var client = rig.client()) {
            String head = "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n";
            assertThat(client.send(head + "X-Sum: 42\r\n\r\n").response()).endsWith("42");
            assertThat(client.send(head + "\r\n").response()).endsWith("none");
        }
    }
}
