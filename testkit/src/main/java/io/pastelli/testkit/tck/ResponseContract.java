package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.http.Headers;
import io.pastelli.testkit.client.Requests;
import io.pastelli.testkit.client.Response;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Complete responses: fields, framing, errors. */
interface ResponseContract extends Contract {
    @Test
    default void statusFieldsAndBodyArrive() throws IOException {
        try (Site site = serve(
                conn -> conn.deleteRespHeader("cache-control").putRespHeader("x-sample", "value")
                        .sendResp(500, "ERROR"))) {
            Response response = site.get("/");
            assertThat(response.head().version()).isEqualTo("HTTP/1.1");
            assertThat(response.status()).isEqualTo(500);
            assertThat(response.header("x-sample")).contains("value");
            assertThat(response.header("cache-control")).isEmpty();
            assertThat(response.text()).isEqualTo("ERROR");
        }
    }

    @Test
    default void aFreshConnHasTheDefaultCacheControl() throws IOException {
        try (Site site = serve(conn -> conn.sendResp(200, "OK"))) {
            assertThat(site.get("/").header("cache-control"))
                    .contains("max-age=0, private, must-revalidate");
        }
    }

    @Test
    default void theHeadHasOneDateAndNoServer() throws IOException {
        try (Site site = serve(conn -> conn.sendResp(200, "OK"))) {
            Response response = site.get("/");
            assertThat(response.all("date")).singleElement().asString()
                    .matches("\\w{3}, \\d{2} \\w{3} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT");
            assertThat(response.all("server")).isEmpty();
            assertThat(response.all("x-powered-by")).isEmpty();
        }
    }

    @Test
    default void theHeadHasNothingButWhatTheContractSays() throws IOException {
        try (Site site = serve(conn -> conn.text(200, "OK"))) {
            assertThat(site.get("/").head().fields()).extracting(Headers.Field::name)
                    .containsExactlyInAnyOrder("cache-control", "content-type", "content-length", "date");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 40_000, 400_000})
    default void aLargeHeadArrivesWhole(int size) throws IOException {
        try (Site site = serve(conn -> {
            Conn answer = conn;
            for (int i = 0; i < size / 5_000; i++) {
                answer = answer.putRespHeader("x-" + i, i + "é~".repeat(2_500));
            }
            return answer.sendResp(200, "body");
        })) {
            Response response = site.get("/");
            for (int i = 0; i < size / 5_000; i++) {
                assertThat(response.header("x-" + i)).contains(i + "é~".repeat(2_500));
            }
            assertThat(response.text()).isEqualTo("body");
        }
    }

    @Test
    default void anUnknownStatusIsSent() throws IOException {
        try (Site site = serve(conn -> conn.sendResp(799, "odd"))) {
            assertThat(site.get("/").status()).isEqualTo(799);
        }
    }

    @Test
    default void theContentTypeIsSentOnce() throws IOException {
        try (Site site = serve(conn -> conn.html(200, "<p>"))) {
            assertThat(site.get("/").all("content-type")).containsExactly("text/html; charset=utf-8");
        }
    }

    @Test
    default void repeatedFieldsStaySeparateAndOrdered() throws IOException {
        try (Site site = serve(conn -> conn.prependRespHeader("set-cookie", "b=2; path=/")
                .prependRespHeader("set-cookie", "a=1").sendResp(200, ""))) {
            assertThat(site.get("/").all("set-cookie")).containsExactly("a=1", "b=2; path=/");
        }
    }

    @Test
    default void aGivenContentLengthIsSentOnce() throws IOException {
        try (Site site = serve(conn -> conn.putRespHeader("content-length", "5").sendResp(200, "hello"))) {
            Response response = site.get("/");
            assertThat(response.all("content-length")).containsExactly("5");
            assertThat(response.text()).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    default void aBodyOfAMegabyteArrives(String method) throws IOException {
        String body = "0123456789abcdef".repeat(64 * 1024);
        try (Site site = serve(conn -> conn.sendResp(200, body))) {
            Response response = site.ask(Requests.head(method, "/") + "content-length: 0\r\n\r\n");
            assertThat(response.text()).isEqualTo(body);
        }
    }

    @Test
    default void theResponseToHeadHasTheLengthOfGetAndNoBody() throws IOException {
        try (Site site = serve(conn -> conn.text(200, "hello")); var client = site.connect()) {
            client.send(Requests.head("HEAD", "/") + "\r\n");
            Response head = client.read("HEAD");
            client.get("/");
            Response get = client.read();
            assertThat(head.header("content-length")).contains("5").isEqualTo(get.header("content-length"));
            assertThat(head.header("transfer-encoding")).isEmpty();
            assertThat(get.text()).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    default void aStatusWithoutBodyHasNeitherBodyNorFraming(int status) throws IOException {
        try (Site site = serve(conn -> conn.sendResp(status, "must not be sent"));
                var client = site.connect()) {
            for (int i = 0; i < 2; i++) {
                Response response = client.get("/").read();
                assertThat(response.status()).isEqualTo(status);
                assertThat(response.header("content-length")).isEmpty();
                assertThat(response.header("transfer-encoding")).isEmpty();
            }
        }
    }

    @Test
    default void anEmptyBodyHasTheLengthZero() throws IOException {
        try (Site site = serve(conn -> conn.sendResp(200, ""))) {
            assertThat(site.get("/").all("content-length")).containsExactly("0");
        }
    }

    @Test
    default void beforeSendRunsLastRegisteredFirst() throws IOException {
        try (Site site = serve(conn -> conn
                .registerBeforeSend(c -> c.putRespHeader("x-order", c.respHeader("x-order").orElse("") + "1"))
                .registerBeforeSend(c -> c.putRespHeader("x-order", c.respHeader("x-order").orElse("") + "2"))
                .sendResp(200, ""))) {
            assertThat(site.get("/").header("x-order")).contains("21");
        }
    }

    @Test
    default void anInformationalResponseComesBeforeTheFinalOne() throws IOException {
        var told = new CompletableFuture<Boolean>();
        try (Site site = serve(conn -> {
            told.complete(conn.inform(103, Headers.of("link", "</a.css>; rel=preload")));
            return conn.sendResp(200, "final");
        }); var client = site.connect()) {
            client.get("/");
            var head = client.readHead();
            if (told.join()) {
                assertThat(head.status()).isEqualTo(103);
                assertThat(head.header("link")).contains("</a.css>; rel=preload");
                head = client.readHead();
            }
            assertThat(head.status()).isEqualTo(200);
            assertThat(client.bytes(5)).asString().isEqualTo("final");
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "HTTP/2 has no reason phrase")
    @Test
    default void everyReasonPhraseIsTheRegisteredOne() throws IOException {
        try (Site site = serve(conn -> conn.sendResp(Integer.parseInt(conn.pathInfo().getFirst()), ""))) {
            assertThat(site.get("/200").head().reason()).isEqualTo("OK");
            assertThat(site.get("/404").head().reason()).isEqualTo("Not Found");
            assertThat(site.get("/422").head().reason()).isEqualTo(io.pastelli.http.Status.reason(422));
            assertThat(site.get("/503").head().reason()).isEqualTo("Service Unavailable");
        }
    }
}
