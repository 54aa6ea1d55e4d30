package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Limits;
import io.pastelli.adapter.Refusal;
import io.pastelli.http.Headers;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Response;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads that no plug should see: refused with the same bytes everywhere, then the connection is closed. */
@LeavesNothing
@Only(on = Only.Kind.HTTP_1, why = "the text of a head: for frames see Http2Refusal")
interface RefusalContract extends Contract {
    @ParameterizedTest
    @ValueSource(strings = {"GARBAGE", "GET /", "GET / HTTP/1.1 x", "GET / HTTQ/1.1", "GET  / HTTP/1.1",
            "GET / HTTP/1.1\r\nhost: a\r\nno colon", "GET / HTTP/1.1\r\nhost: a\r\n: no name",
            "GET / HTTP/1.1\r\nhost: a\r\nspace : x", "GET / HTTP/1.1\r\nhost: a\r\nx: a\r\n folded",
            "GET / HTTP/1.1\r\nhost: a\r\nx: nul\0", "GET / HTTP/1.1\r\nhost: a\r\nx(): y",
            "G@T / HTTP/1.1\r\nhost: a", "\u0016\u0003\u0001\u0002hello tls"})
    default void aMalformedHeadIsA400(String head) throws IOException {
        assertRefused(head + "\r\n\r\n", 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1", "GET / HTTP/1.1\r\nhost: a\r\nhost: b",
            "GET / HTTP/1.1\r\nhost: a\r\nhost: a", "GET noslash HTTP/1.1\r\nhost: a",
            "GET /a#b HTTP/1.1\r\nhost: a", "GET * HTTP/1.1\r\nhost: a"})
    default void aHeadThatBreaksTheRulesIsA400(String head) throws IOException {
        assertRefused(head + "\r\n\r\n", 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "+5", "5, 6", "5x", "0x5", "99999999999999999999", "5 5", "''"})
    default void aMalformedContentLengthIsA400(String length) throws IOException {
        assertRefused("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: " + length.replace("'", "")
                + "\r\n\r\nhello", 400);
    }

    @Test
    default void twoDifferentContentLengthsAreA400() throws IOException {
        assertRefused("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello!",
                400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked\r\ncontent-length: 5", "gzip", "chunked, gzip", "chunked, chunked",
            "x-chunked", "chunked\r\ntransfer-encoding: identity"})
    default void anAmbiguousTransferEncodingIsRefused(String coding) throws IOException {
        var plugs = new AtomicInteger();
        try (Site site = serve(conn -> {
            plugs.incrementAndGet();
            return conn.sendResp(200, conn.readBody().bytes());
        }); RawClient client = site.connect()) {
            client.send("POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: " + coding
                    + "\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
            assertThat(client.read().status()).isIn(400, 501);
            assertThat(client.rest().text()).isEmpty();
            assertThat(plugs).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/2.0", "HTTP/3.0", "HTTP/1.2", "HTTP/0.9"})
    default void anotherVersionIsA505(String version) throws IOException {
        assertRefused("GET / " + version + "\r\nhost: a\r\n\r\n", 505);
    }

    @Test
    default void connectIsA501() throws IOException {
        assertRefused("CONNECT a:80 HTTP/1.1\r\nhost: a\r\n\r\n", 501);
    }

    @Test
    default void theLongestRequestLineIsServed() throws IOException {
        String path = "/" + "a".repeat(Limits.DEFAULT.requestLine() - "GET / HTTP/1.1\r\n".length());
        try (Site site = serve(conn -> conn.sendResp(200, conn.requestPath()))) {
            assertThat(site.ask("GET " + path + " HTTP/1.1\r\nhost: a\r\n\r\n").text()).isEqualTo(path);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 100, 8_000, 200_000})
    default void aLongerRequestLineIsA414(int over) throws IOException {
        int length = Limits.DEFAULT.requestLine() - "GET / HTTP/1.1\r\n".length() + over;
        assertRefused("GET /" + "a".repeat(length) + " HTTP/1.1\r\nhost: a\r\n\r\n", 414);
    }

    @Test
    default void aRequestLineThatNeverEndsIsA414() throws IOException {
        assertRefused("GET /" + "a".repeat(100_000), 414);
    }

    @Test
    default void theLargestHeaderSectionIsServed() throws IOException {
        String fields = "host: a\r\nx: ";
        String value = "v".repeat(Limits.DEFAULT.headers() - fields.length() - "\r\n\r\n".length());
        try (Site site = serve(conn -> conn.sendResp(200, conn.reqHeader("x").orElse("")))) {
            assertThat(site.ask("GET / HTTP/1.1\r\n" + fields + value + "\r\n\r\n").text()).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 100, 8_000, 200_000})
    default void aLargerHeaderSectionIsA431(int over) throws IOException {
        String fields = "host: a\r\nx: ";
        String value = "v".repeat(Limits.DEFAULT.headers() - fields.length() - "\r\n\r\n".length() + over);
        assertRefused("GET / HTTP/1.1\r\n" + fields + value + "\r\n\r\n", 431);
    }

    @Test
    default void manySmallFieldsOverTheLimitAreA431() throws IOException {
        assertRefused("GET / HTTP/1.1\r\nhost: a\r\n" + "a: b\r\n".repeat(20_000), 431);
    }

    @ParameterizedTest
    @CsvSource({"99, 200", "100, 431"})
    default void theNumberOfFieldsIsLimited(int besideHost, int status) throws IOException {
        try (Site site = serve(conn -> conn.sendResp(200, "ok")); RawClient client = site.connect()) {
            client.send("GET / HTTP/1.1\r\nhost: a\r\n" + "a: b\r\n".repeat(besideHost) + "\r\n");
            assertThat(client.read().status()).isEqualTo(status);
        }
    }

    @Test
    default void aRefusalHasTheSameBytesEverywhere() throws IOException {
        try (Site site = serve(conn -> conn.sendResp(200, "ok")); RawClient client = site.connect()) {
            client.send("GARBAGE\r\n\r\n");
            Response response = client.read();
            assertThat(response.head().version()).isEqualTo("HTTP/1.1");
            assertThat(response.head().reason()).isEqualTo("Bad Request");
            assertThat(response.head().fields()).extracting(Headers.Field::name).containsExactly("date",
                    "content-type", "content-length", "connection");
            assertThat(response.text())
                    .isEqualTo(Refusal.body(Refusal.MALFORMED.status(), Refusal.MALFORMED.sentence()));
        }
    }

    @Test
    default void whatFollowsARefusedHeadIsNotServed() throws IOException {
        var plugs = new AtomicInteger();
        try (Site site = serve(conn -> {
            plugs.incrementAndGet();
            return conn.sendResp(200, "ok");
        }); RawClient client = site.connect()) {
            client.send("GARBAGE\r\n\r\nGET / HTTP/1.1\r\nhost: a\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(400);
            assertThat(client.rest().text()).isEmpty();
            assertThat(plugs).hasValue(0);
        }
    }

    private void assertRefused(String bytes, int status) throws IOException {
        var plugs = new AtomicInteger();
        try (Site site = serve(conn -> {
            plugs.incrementAndGet();
            return conn.sendResp(200, "reached");
        }); RawClient client = site.connect()) {
            client.send(bytes);
            Response response = client.read();
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.text()).startsWith(status + " ").doesNotContain("xception", "\tat ");
            assertThat(response.header("connection")).contains("close");
            assertThat(client.rest().text()).isEmpty();
            assertThat(plugs).as("calls of the plug").hasValue(0);
        }
    }
}
