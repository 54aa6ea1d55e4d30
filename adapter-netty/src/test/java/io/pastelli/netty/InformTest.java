package io.pastelli.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.adapter.Framing;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes out before a response of HTTP/1.1, and what follows its body, both ways. */
@ExtendWith(QuietNetty.class)
@SuppressWarnings("StringConcatToTextBlock") // line ends are CR LF
class InformTest {
    @SuppressWarnings("NullAway.Init")
    private Probe probe;

    @BeforeEach
    void start() throws Exception {
        probe = new Probe(Io.NIO);
    }

    @AfterEach
    void stop() {
        probe.close();
    }

    @Test
    void informsComeBeforeTheResponse() throws Exception {
        try (var client = probe.client().get("/")) {
            Call call = probe.next();
            assertThat(call.exchange.inform(103, Headers.of("link", "</a.css>"))).isTrue();
            assertThat(call.exchange.inform(102, Headers.empty())).isTrue();
            call.answer("ok");
            assertThat(client.until("ok")).startsWith("HTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\n"
                    + "HTTP/1.1 102 \r\n\r\nHTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void http10HasNeitherInformsNorTrailers() throws Exception {
        try (var client = probe.client().send("GET / HTTP/1.0\r\n\r\n")) {
            Call call = probe.next();
            assertThat(call.exchange.inform(103, Headers.empty())).isFalse();
            assertThat(call.exchange.putTrailers(Headers.of("x", "y"))).isFalse();
            call.answer("ok");
            assertThat(client.rest()).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void trailersFollowTheLastChunk() throws Exception {
        try (var client = probe.client().get("/")) {
            Call call = probe.next();
            call.stream("one").await();
            assertThat(call.exchange.putTrailers(Headers.of("x-sum", "3", "connection", "close"))).isTrue();
            call.write("", true);
            assertThat(client.until("x-sum: 3\r\n\r\n")).endsWith("3\r\none\r\n0\r\nx-sum: 3\r\n\r\n");
            client.get("/length");
            Call fixed = probe.next();
            fixed.begin(200, Framing.LENGTH, "a", false, "content-length", "2").await();
            assertThat(fixed.exchange.putTrailers(Headers.of("x", "y"))).isFalse();
            fixed.write("b", true);
            client.until("ab");
        }
    }

    @Test
    void trailersOfARequestAreThereAfterItsEnd() throws Exception {
        try (var client = probe.client()
                .send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "3\r\nabc\r\n0\r\nX-Sum: 3\r\nX-Other: 4\r\n\r\n")) {
            Call call = probe.next();
            assertThat(call.body()).isEqualTo("abc");
            assertThat(call.exchange.trailers()).isEqualTo(Headers.of("x-sum", "3", "x-other", "4"));
            call.answer("ok");
            client.until("ok");
        }
    }

    @Test
    void tooManyTrailersAreRefused() throws Exception {
        try (var client = probe.client()
                .send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "0\r\n" + "x: y\r\n".repeat(200) + "\r\n")) {
            Call call = probe.next();
            assertThatThrownBy(call::body).isInstanceOfSatisfying(HttpException.class,
                    refusal -> assertThat(refusal.status()).isEqualTo(431));
            call.answer("no");
            assertThat(client.rest()).endsWith("no");
        }
    }
}
