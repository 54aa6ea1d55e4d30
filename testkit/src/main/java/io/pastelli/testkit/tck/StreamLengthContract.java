package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.ChunkResult;
import io.pastelli.conn.Conn;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Requests;
import io.pastelli.testkit.client.Response;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Streams whose length is given, whose end is the connection, or that have no body at all. */
interface StreamLengthContract extends Contract {
    @Test
    default void theStreamOfAHeadRequestIsOverWithItsHead() throws IOException {
        var late = new CompletableFuture<ChunkResult>();
        try (Site site = serve(conn -> {
            Conn stream = conn.assign(Conn.INIT_CHUNK, "first").sendChunked(200);
            ChunkResult result = stream.chunk("late");
            late.complete(result); // the first request's counts: HEAD
            return stream.close();
        }); RawClient client = site.connect()) {
            client.send(Requests.head("HEAD", "/") + "\r\n");
            assertThat(client.read("HEAD").status()).isEqualTo(200);
            assertThat(Eventually.get(late)).isEqualTo(new ChunkResult.Closed(new Exit.Normal()));
            assertThat(client.get("/").read().text()).isEqualTo("firstlate");
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "HTTP/1.0")
    @Test
    default void aStreamOverHttp10EndsWithTheConnection() throws IOException {
        try (Site site = serve(conn -> {
            Conn stream = conn.assign(Conn.INIT_CHUNK, "first").sendChunked(200);
            stream.chunk("second");
            return stream.close();
        })) {
            Response response = site.ask("GET / HTTP/1.0\r\n\r\n");
            assertThat(response.header("transfer-encoding")).isEmpty();
            assertThat(response.text()).isEqualTo("firstsecond");
            assertThat(response.cleanEnd()).isTrue();
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "HTTP/1.0")
    @Test
    default void aCutStreamOverHttp10IsReset() throws IOException {
        try (Site site = serve(conn -> {
            conn.assign(Conn.INIT_CHUNK, "first").sendChunked(200);
            throw new IllegalStateException("crash");
        }); RawClient client = site.connect()) {
            client.send("GET / HTTP/1.0\r\n\r\n");
            assertThat(client.rest().reset()).as("a FIN would look like a clean end").isTrue();
        }
    }

    @Test
    default void aStreamOfGivenLengthHasIt() throws IOException {
        try (Site site = serve(conn -> {
            Conn stream = conn.putRespHeader("content-length", "10").sendChunked(200);
            stream.chunk("hello");
            stream.chunk("world");
            return stream.close();
        }); RawClient client = site.connect()) {
            for (int i = 0; i < 2; i++) {
                Response response = client.get("/").read();
                assertThat(response.all("content-length")).containsExactly("10");
                assertThat(response.header("transfer-encoding")).isEmpty();
                assertThat(response.text()).isEqualTo("helloworld");
            }
        }
    }

    @Test
    default void aStreamShorterThanItsGivenLengthIsCut() throws IOException {
        try (Site site = serve(conn -> {
            Conn stream = conn.putRespHeader("content-length", "10").sendChunked(200);
            stream.chunk("hello");
            return stream.close();
        })) {
            assertThat(site.get("/").cleanEnd()).isFalse();
        }
    }

    @Test
    default void moreThanTheGivenLengthIsRefused() throws IOException {
        var refused = new CompletableFuture<Boolean>();
        try (Site site = serve(conn -> {
            Conn stream = conn.putRespHeader("content-length", "5").sendChunked(200);
            stream.chunk("hel");
            try {
                stream.chunk("lo and more");
            } catch (IllegalArgumentException e) {
                refused.complete(true);
            }
            stream.chunk("lo");
            return stream.close();
        })) {
            assertThat(site.get("/").text()).isEqualTo("hello");
            assertThat(Eventually.get(refused)).isTrue();
        }
    }

    @Test
    default void aStreamWithAStatusThatHasNoBodyIsOverWithItsHead() throws IOException {
        try (Site site = serve(conn -> conn.assign(Conn.INIT_CHUNK, "must not be sent").sendChunked(204));
                RawClient client = site.connect()) {
            for (int i = 0; i < 2; i++) {
                Response response = client.get("/").read();
                assertThat(response.status()).isEqualTo(204);
                assertThat(response.header("transfer-encoding")).isEmpty();
            }
        }
    }
}
