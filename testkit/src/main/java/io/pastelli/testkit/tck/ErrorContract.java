package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.AlreadySentException;
import io.pastelli.http.HttpException;
import io.pastelli.http.Headers;
import io.pastelli.testkit.client.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of errors, of responses that are not sent, and of those sent twice. */
interface ErrorContract extends Contract {
    @Test
    default void anErrorIsA500ThatSaysNothingOfIt() throws IOException {
        try (Site site = serve(conn -> {
            throw new IllegalStateException("the secret");
        }); var client = site.connect()) {
            for (int i = 0; i < 2; i++) {
                Response response = client.get("/").read();
                assertThat(response.status()).isEqualTo(500);
                assertThat(response.text()).startsWith("500 Internal Server Error: ")
                        .doesNotContain("secret", "IllegalState", "\tat ");
            }
        }
    }

    @Test
    default void anHttpExceptionIsItsStatusWithItsFields() throws IOException {
        try (Site site = serve(conn -> {
            throw new HttpException(405, "use GET", Headers.of("allow", "GET"));
        })) {
            Response response = site.get("/");
            assertThat(response.status()).isEqualTo(405);
            assertThat(response.header("allow")).contains("GET");
            assertThat(response.text()).isEqualTo("405 Method Not Allowed: use GET\n");
        }
    }

    @Test
    default void aConnWithoutResponseIsA500() throws IOException {
        try (Site site = serve(conn -> conn)) {
            assertThat(site.get("/").status()).isEqualTo(500);
        }
    }

    @Test
    default void aSetResponseIsSentWhenThePlugReturns() throws IOException {
        try (Site site = serve(conn -> conn.resp(201, "made"))) {
            Response response = site.get("/");
            assertThat(response.status()).isEqualTo(201);
            assertThat(response.text()).isEqualTo("made");
        }
    }

    @Test
    default void aSecondResponseIsRefusedAlsoFromAStaleCopy() throws Exception {
        var refused = new ConcurrentLinkedQueue<Throwable>();
        var done = new CompletableFuture<Boolean>();
        try (Site site = serve(conn -> {
            var sent = conn.sendResp(200, "first");
            List.<Runnable>of(() -> conn.sendResp(200, "stale"), () -> sent.sendResp(200, "again"),
                    () -> conn.sendChunked(200)).forEach(send -> {
                        try {
                            send.run();
                        } catch (AlreadySentException e) {
                            refused.add(e);
                        }
                    });
            done.complete(true);
            return sent;
        }); var client = site.connect()) {
            assertThat(client.get("/").read().text()).isEqualTo("first");
            done.get(5, TimeUnit.SECONDS);
            assertThat(refused).hasSize(3);
            assertThat(client.get("/", "connection: close").read().text()).isEqualTo("first");
            assertThat(client.rest().text()).isEmpty();
        }
    }

    @Test
    default void aFieldThatWouldSplitTheResponseIsRefused() throws IOException {
        var bad = List.of("a\r\nx: y", "a\nb", "a\rb", "a\0b");
        var refused = new ArrayList<String>();
        try (Site site = serve(conn -> {
            for (String value : bad) {
                try {
                    conn.putRespHeader("x-in", value);
                } catch (IllegalArgumentException e) {
                    refused.add(value);
                }
                try {
                    conn.putRespHeader("x" + value, "v");
                } catch (IllegalArgumentException e) {
                    refused.add(value);
                }
            }
            return conn.sendResp(200, "");
        })) {
            assertThat(site.get("/").all("x-in")).isEmpty();
            assertThat(refused).hasSize(2 * bad.size());
        }
    }

    @Test
    default void aHaltedConnWithoutResponseIsA500() throws IOException {
        try (Site site = serve(conn -> conn.halt())) {
            assertThat(site.get("/").status()).isEqualTo(500);
        }
    }

    @Test
    default void theTransferEncodingIsTheServers() throws IOException {
        try (Site site = serve(
                conn -> conn.putRespHeader("transfer-encoding", "chunked").sendResp(200, ""))) {
            assertThat(site.get("/").status()).isEqualTo(500);
        }
    }
}
