package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.ChunkResult;
import io.pastelli.conn.Conn;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Response;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Streams: what comes when, and how they end. */
interface StreamContract extends Contract {
    @Test
    default void theInitialChunkComesInOnePieceWithTheHead() throws IOException {
        try (Site site = serve(conn -> conn.assign(Conn.INIT_CHUNK, "first").sendChunked(200));
                RawClient client = site.connect()) {
            String piece = client.get("/").once();
            assertThat(piece).startsWith("HTTP/1.1 200 ").contains("\r\n\r\n").contains("first");
        }
    }

    @Test
    default void aStreamHasTheseBytes() throws IOException {
        try (Site site = serve(conn -> {
            Conn stream = conn.assign(Conn.INIT_CHUNK, "first").assign(Conn.CLOSE_CHUNK, "bye")
                    .sendChunked(200);
            stream.chunk("second");
            return stream.close();
        }); RawClient client = site.connect()) {
            client.get("/", "connection: close");
            assertThat(client.readHead().all("transfer-encoding")).containsExactly("chunked");
            assertThat(client.rest().text())
                    .isEqualTo("5\r\nfirst\r\n6\r\nsecond\r\n3\r\nbye\r\n0\r\n\r\n");
        }
    }

    @Test
    default void eachChunkIsFlushedBeforeTheNextIsWritten() throws Exception {
        var turn = new Semaphore(0);
        String beep = "b".repeat(20_000);
        try (Site site = serve(conn -> {
            Conn stream = conn.sendChunked(200);
            for (int i = 0; i < 5; i++) {
                assertThat(turn.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
                stream.chunk(i + beep + "!");
            }
            return stream.close();
        }); RawClient client = site.connect()) {
            client.get("/").readHead();
            for (int i = 0; i < 5; i++) {
                turn.release(); // the next chunk is written only when this one has been read
                var text = new StringBuilder();
                while (text.indexOf("!") < 0) { // HTTP/2 may make several frames of it
                    text.append(client.chunk());
                }
                assertThat(text.toString().equals(i + beep + "!")).as("chunk " + i).isTrue();
            }
            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    default void anEmptyChunkIsNoTerminator() throws IOException {
        try (Site site = serve(conn -> {
            Conn stream = conn.sendChunked(200);
            assertThat(stream.chunk("").sent()).isTrue();
            stream.chunk("more");
            return stream.close();
        })) {
            Response response = site.get("/");
            assertThat(response.text()).isEqualTo("more");
            assertThat(response.cleanEnd()).isTrue();
        }
    }

    @Test
    default void aChunkAfterTheCloseIsClosed() throws IOException {
        var late = new CompletableFuture<ChunkResult>();
        var told = new Told();
        try (Site site = serve(conn -> {
            Conn stream = conn.sendChunked(200);
            stream.owner().link(told);
            stream.close();
            late.complete(stream.chunk("late"));
            return stream.close();
        })) {
            assertThat(site.get("/").text()).isEmpty();
            assertThat(Eventually.get(late)).isEqualTo(new ChunkResult.Closed(new Exit.Normal()));
            told.assertTold(Exit.Normal.class);
        }
    }

    @Test
    default void theConnectionServesOnAfterAStream() throws IOException {
        try (Site site = serve(conn -> conn.requestPath().equals("/stream")
                ? conn.assign(Conn.INIT_CHUNK, "s").sendChunked(200).close()
                : conn.sendResp(200, "next")); RawClient client = site.connect()) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.get("/stream").read().text()).isEqualTo("s");
                assertThat(client.get("/").read().text()).isEqualTo("next");
            }
        }
    }

    @Test
    default void aCrashAfterTheHeadCutsTheStream() throws IOException {
        var told = new Told();
        try (Site site = serve(conn -> {
            conn.owner().link(told);
            conn.assign(Conn.INIT_CHUNK, "first").sendChunked(200);
            throw new IllegalStateException("crash");
        })) {
            Response response = site.get("/");
            assertThat(response.text()).isEqualTo("first");
            assertThat(response.cleanEnd()).isFalse();
            told.assertTold(Exit.Failed.class);
        }
    }

    @Test
    default void aStreamThatIsReturnedGoesOn() throws Exception {
        var opened = new CompletableFuture<Conn>();
        try (Site site = serve(conn -> {
            Conn stream = conn.assign(Conn.INIT_CHUNK, "data: HANDSHAKE\n\n").sendChunked(200);
            opened.complete(stream);
            return stream;
        }); RawClient client = site.connect()) {
            client.get("/").until("HANDSHAKE\n\n");
            Conn stream = Eventually.get(opened);
            assertThat(stream.event("HELLO").sent()).isTrue();
            assertThat(client.until("\n\n")).endsWith("data: HELLO\n\n");
            assertThat(stream.event("WORLD").sent()).isTrue();
            assertThat(client.until("\n\n")).endsWith("data: WORLD\n\n");
            stream.close();
            assertThat(client.until("0\r\n\r\n")).isEqualTo("\r\n0\r\n\r\n");
            assertThat(client.get("/").readHead().status()).isEqualTo(200);
        }
    }

    @Test
    default void beforeSendRunsForStreamsToo() throws IOException {
        try (Site site = serve(
                conn -> conn.registerBeforeSend(c -> c.putRespHeader("x-late", "yes").putStatus(202))
                        .sendChunked(200).close())) {
            Response response = site.get("/");
            assertThat(response.status()).isEqualTo(202);
            assertThat(response.header("x-late")).contains("yes");
        }
    }

    @Test
    default void aLargeInitialChunkArrivesWhole() throws IOException {
        String large = "0123456789abcdef".repeat(16 * 1024);
        try (Site site = serve(conn -> conn.assign(Conn.INIT_CHUNK, large).sendChunked(200).close())) {
            assertThat(site.get("/").text().equals(large)).isTrue();
        }
    }

    @Test
    default void chunksAreBytesAndNotText() throws IOException {
        var all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        try (Site site = serve(conn -> {
            Conn stream = conn.sendChunked(200);
            stream.chunk(io.pastelli.http.Bytes.of(all));
            return stream.close();
        })) {
            assertThat(site.get("/").body().toByteArray()).isEqualTo(all);
        }
    }
}
