package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.http.Headers;
import io.pastelli.testkit.client.RawClient;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Informational responses: at once, in order, before the final one. */
interface InformContract extends Contract {
    @Test
    default void anEarlyHintIsThereBeforeTheAnswerIsMade() throws Exception {
        var go = new CompletableFuture<Boolean>();
        try (Site site = serve(conn -> {
            assertThat(conn.inform(103, Headers.of("link", "</a.css>; rel=preload"))).isTrue();
            Eventually.get(go);
            return conn.sendResp(200, "final");
        }); RawClient client = site.connect()) {
            var hint = client.get("/").readHead();
            assertThat(hint.status()).isEqualTo(103);
            assertThat(hint.all("link")).containsExactly("</a.css>; rel=preload");
            assertThat(hint.fields()).as("nothing but what was given").hasSize(1);
            go.complete(true);
            var response = client.read();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.header("link")).isEmpty();
            assertThat(response.text()).isEqualTo("final");
        }
    }

    @Test
    default void severalComeInOrderAndBeforeAStreamToo() throws IOException {
        try (Site site = serve(conn -> {
            conn.inform(102, Headers.empty());
            conn.inform(103, Headers.of("link", "</a>"));
            conn.inform(103, Headers.of("link", "</b>", "x-more", "1"));
            return conn.assign(Conn.INIT_CHUNK, "first").sendChunked(200).close();
        }); RawClient client = site.connect()) {
            for (int i = 0; i < 2; i++) {
                assertThat(client.get("/").readHead().status()).isEqualTo(102);
                assertThat(client.readHead().header("link")).contains("</a>");
                assertThat(client.readHead().header("x-more")).contains("1");
                assertThat(client.read().text()).isEqualTo("first");
            }
        }
    }

    @Test
    @Only(on = Only.Kind.HTTP_1, why = "HTTP/1.0")
    default void aClientOfHttp10GetsNone() throws IOException {
        var told = new CompletableFuture<Boolean>();
        try (Site site = serve(conn -> {
            told.complete(conn.inform(103, Headers.of("link", "</a>")));
            return conn.sendResp(200, "final");
        }); RawClient client = site.connect()) {
            client.send("GET / HTTP/1.0\r\n\r\n");
            assertThat(client.readHead().status()).isEqualTo(200);
            assertThat(Eventually.get(told)).isFalse();
        }
    }
}
