package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Limits;
import io.pastelli.conn.BodyOptions;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Requests;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Request bodies whose content-length lies: never a half-read body taken for a whole one, never the next request. */
interface BodyLengthContract extends Contract {
    @Test
    @Only(on = Only.Kind.HTTP_1, why = "frames say where a request ends: see Http2Message")
    default void whatFollowsTheGivenLengthIsTheNextRequest() throws IOException {
        try (Site site = serve(BodyContract.ECHO); RawClient client = site.connect()) {
            client.send(Requests.head("POST", "/") + "content-length: 5\r\n\r\nhello, world\r\n\r\n");
            assertThat(client.read().text()).isEqualTo("hello");
            assertThat(client.read().status()).isEqualTo(400);
            assertThat(client.rest().text()).isEmpty();
        }
    }

    @Test
    default void aLengthThatIsNeverReachedIsNoWholeBody() throws IOException {
        var read = new CompletableFuture<Boolean>();
        var quick = BodyOptions.DEFAULT.withTimeout(Duration.ofMillis(300));
        try (Site site = serve(conn -> {
            String text = conn.readBody(quick).bytes().utf8();
            read.complete(true);
            return conn.sendResp(200, text);
        }); RawClient client = site.connect()) {
            client.send(Requests.head("POST", "/") + "content-length: 1000\r\n\r\nhello");
            assertThat(client.read().status()).isEqualTo(408);
            assertThat(read).isNotDone();
        }
    }

    @Test
    default void aGiantLengthTakesNoMemoryAndIsRefused() throws IOException {
        try (Site site = serve(BodyContract.ECHO); RawClient client = site.connect()) {
            client.send(Requests.head("POST", "/") + "content-length: " + Long.MAX_VALUE + "\r\n\r\nhello");
            assertThat(client.read().status()).isEqualTo(413);
        }
        try (Site site = serve(BodyContract.ECHO,
                options -> options.limits(Limits.DEFAULT.withBody(Long.MAX_VALUE)));
                RawClient client = site
                        .connect()) {
            client.send(
                    Requests.head("POST", "/") + "content-length: " + (Long.MAX_VALUE - 1) + "\r\n\r\nhello");
            client.halfClose();
            assertThat(client.rest().text()).as("no answer to half a body").doesNotStartWith("HTTP/1.1 200");
        }
    }
}
