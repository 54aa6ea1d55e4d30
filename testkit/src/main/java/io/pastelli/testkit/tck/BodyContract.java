package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.BodyOptions;
import io.pastelli.conn.BodyRead;
import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.http.HttpException;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Requests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies: read as they come, within limits. */
interface BodyContract extends Contract {
    /** Answers with the whole request body. */
    Plug ECHO = conn -> conn.sendResp(200, io.pastelli.http.Bytes.of(all(conn)));

    private static byte[] all(Conn conn) {
        var out = new ByteArrayOutputStream();
        BodyRead read = conn.readBody();
        while (read instanceof BodyRead.More more) {
            out.writeBytes(more.bytes().toByteArray());
            read = more.conn().readBody();
        }
        out.writeBytes(read.bytes().toByteArray());
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 3_000_000})
    default void aBodyIsEchoed(int size) throws IOException {
        String body = "0123456789".repeat(size / 10 + 1).substring(0, size);
        try (Site site = serve(ECHO)) {
            assertThat(site.ask(Requests.post("/", body)).text().equals(body)).isTrue();
        }
    }

    @Test
    default void aChunkedBodyIsEchoed() throws IOException {
        try (Site site = serve(ECHO); RawClient client = site.connect()) {
            for (int i = 0; i < 3; i++) {
                client.send(Requests.head("POST", "/", "Transfer-Encoding: Chunked")
                        + "\r\n5;ext=\"1\"\r\nhello\r\nA\r\n, chunks! \r\n0\r\nx-trailer: t\r\n\r\n");
                assertThat(client.read().text()).isEqualTo("hello, chunks! ");
            }
        }
    }

    @Test
    default void aBodyInManyPacketsIsWhole() throws IOException {
        try (Site site = serve(ECHO); RawClient client = site.connect()) {
            client.send(Requests.head("POST", "/") + "content-length: 2000\r\n\r\n");
            for (int i = 0; i < 200; i++) {
                client.send("0123456789");
            }
            assertThat(client.read().text()).isEqualTo("0123456789".repeat(200));
        }
    }

    @Test
    default void aBodyIsReadInPieces() throws IOException {
        var pieces = new ArrayList<String>();
        try (Site site = serve(conn -> {
            var options = BodyOptions.DEFAULT.withLength(4).withReadLength(3);
            BodyRead read = conn.readBody(options);
            while (read instanceof BodyRead.More more) {
                pieces.add(more.bytes().utf8());
                read = more.conn().readBody(options);
            }
            pieces.add(read.bytes().utf8() + ".");
            return read.conn().sendResp(200, conn.readBody().bytes());
        })) {
            assertThat(site.ask(Requests.post("/", "hello world")).text()).as("read once only").isEmpty();
            assertThat(pieces).startsWith("hell", "o wo").last().asString().endsWith(".");
            assertThat(String.join("", pieces)).isEqualTo("hello world.");
        }
    }

    @Test
    default void theFirstPieceIsReadBeforeTheLastIsSent() throws Exception {
        var first = new CompletableFuture<String>();
        try (Site site = serve(conn -> {
            BodyRead read = conn.readBody(BodyOptions.DEFAULT.withLength(5));
            first.complete(read.bytes().utf8());
            return read.conn().sendResp(200, io.pastelli.http.Bytes.of(all(read.conn())));
        }); RawClient client = site.connect()) {
            client.send(Requests.head("POST", "/") + "content-length: 10\r\n\r\nhello");
            assertThat(Eventually.get(first)).isEqualTo("hello");
            client.send("world");
            assertThat(client.read().text()).isEqualTo("world");
        }
    }

    @Test
    default void continueIsSentAtTheFirstReadOnly() throws Exception {
        var go = new CompletableFuture<Boolean>();
        try (Site site = serve(conn -> {
            Eventually.get(go);
            return conn.sendResp(200, io.pastelli.http.Bytes.of(all(conn)));
        }); RawClient client = site.connect()) {
            client.send(Requests.head("POST", "/", "Expect: 100-Continue") + "content-length: 5\r\n\r\n");
            client.patience(Duration.ofMillis(200));
            org.assertj.core.api.Assertions.assertThatThrownBy(client::once)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("nothing more came");
            go.complete(true);
            client.patience(Duration.ofSeconds(10));
            assertThat(client.until("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.send("hello");
            assertThat(client.until("hello")).startsWith("HTTP/1.1 200 ").doesNotContain("100 Continue");
        }
    }

    @Test
    default void withoutAReadThereIsNoContinue() throws IOException {
        try (Site site = serve(conn -> conn.sendResp(403, "no")); RawClient client = site.connect()) {
            client.send(Requests.head("POST", "/", "expect: 100-continue") + "content-length: 5\r\n\r\n");
            assertThat(client.readHead().status()).isEqualTo(403);
            assertThat(client.bytes(2)).asString().isEqualTo("no");
        }
    }

    @Test
    default void anErrorWhileReadingIsAnswered() throws IOException {
        try (Site site = serve(conn -> {
            conn.readBody(BodyOptions.DEFAULT.withLength(1));
            throw new HttpException(422, "the body makes no sense: send another");
        })) {
            assertThat(site.ask(Requests.post("/", "hello")).status()).isEqualTo(422);
        }
    }
}
