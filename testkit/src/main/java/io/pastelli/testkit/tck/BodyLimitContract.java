package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Limits;
import io.pastelli.conn.BodyOptions;
import io.pastelli.conn.DepartedException;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Requests;
import io.pastelli.testkit.client.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies that are too large, too slow, cut off or malformed. */
interface BodyLimitContract extends Contract {
    @Test
    default void aBodyThatStopsComingIsA408() throws IOException {
        var quick = BodyOptions.DEFAULT.withTimeout(Duration.ofMillis(200));
        try (Site site = serve(conn -> conn.sendResp(200, conn.readBody(quick).bytes()));
                RawClient client = site.connect()) {
            client.send(Requests.head("POST", "/") + "content-length: 10\r\n\r\nhello");
            Response response = client.read();
            assertThat(response.status()).isEqualTo(408);
            assertThat(response.header("connection")).contains("close");
            assertThat(client.rest().text()).isEmpty();
        }
    }

    @Test
    default void aDeclaredBodyOverTheLimitIsRefusedBeforeItIsSent() throws IOException {
        try (Site site = serve(BodyContract.ECHO, options -> options.limits(Limits.DEFAULT.withBody(1_000)));
                RawClient client = site.connect()) {
            client.send(Requests.head("POST", "/") + "content-length: 1001\r\n\r\n");
            Response response = client.read();
            assertThat(response.status()).isEqualTo(413);
            assertThat(client.rest().text()).isEmpty();
        }
    }

    @Test
    default void aChunkedBodyOverTheLimitIsRefusedBeforeItIsAllSent() throws IOException {
        try (Site site = serve(BodyContract.ECHO, options -> options.limits(Limits.DEFAULT.withBody(1_000)));
                RawClient client = site.connect()) {
            client.send(Requests.head("POST", "/", "transfer-encoding: chunked") + "\r\n3e9\r\n"
                    + "x".repeat(1_001) + "\r\n");
            assertThat(client.read().status()).isEqualTo(413);
            assertThat(client.rest().text()).isEmpty();
        }
    }

    @Test
    default void aBodyAtTheLimitIsRead() throws IOException {
        try (Site site = serve(BodyContract.ECHO,
                options -> options.limits(Limits.DEFAULT.withBody(1_000)))) {
            assertThat(site.ask(Requests.post("/", "x".repeat(1_000))).text()).hasSize(1_000);
        }
    }

    @Test
    default void anUploadThatEndsTooEarlyIsADeparture() throws IOException {
        var thrown = new CompletableFuture<DepartedException>();
        try (Site site = serve(conn -> {
            try {
                return conn.sendResp(200, conn.readBody().bytes());
            } catch (DepartedException e) {
                thrown.complete(e);
                throw e;
            }
        }); RawClient client = site.connect()) {
            client.send(Requests.head("POST", "/") + "content-length: 10\r\n\r\nhello");
            client.halfClose();
            Eventually.get(thrown);
            assertThat(client.rest().text()).as("no answer").isEmpty();
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "frames in place of chunks")
    @ParameterizedTest
    @ValueSource(strings = {"x\r\nhello\r\n0\r\n\r\n", "5\r\nhelloXX0\r\n\r\n", "-1\r\n\r\n",
            "fffffffffffffffff\r\n", "5 5\r\nhello\r\n0\r\n\r\n", "\r\nhello\r\n0\r\n\r\n"})
    default void malformedChunksAreA400(String body) throws IOException {
        try (Site site = serve(BodyContract.ECHO); RawClient client = site.connect()) {
            client.send(Requests.head("POST", "/", "transfer-encoding: chunked") + "\r\n" + body);
            Response response = client.read();
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.header("connection")).contains("close");
            assertThat(client.rest().text()).isEmpty();
        }
    }
}
