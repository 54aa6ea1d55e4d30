package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.BodyRead;
import io.pastelli.conn.Conn;
import io.pastelli.http.Headers;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Requests;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Fields after the body, both ways (RFC 9110 section 6.5). */
interface TrailersContract extends Contract {
    /** Answers with the body and what came after it. */
    static Conn echo(Conn conn) {
        BodyRead read = conn.readBody();
        var text = new StringBuilder();
        while (read instanceof BodyRead.More more) {
            text.append(more.bytes().utf8());
            read = more.conn().readBody();
        }
        text.append(read.bytes().utf8());
        read.conn().reqTrailers()
                .forEach(field -> text.append('|').append(field.name()).append('=').append(field.value()));
        return read.conn().sendResp(200, text.toString());
    }

    @Test
    default void whatFollowsTheBodyIsKnownOnceItWasRead() throws IOException {
        try (Site site = serve(TrailersContract::echo); RawClient client = site.connect()) {
            for (int i = 0; i < 2; i++) {
                client.send(Requests.head("POST", "/", "transfer-encoding: chunked")
                        + "\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\nx-sum: 2\r\nx-more: a b\r\n\r\n");
                assertThat(client.read().text()).isEqualTo("hello|x-sum=1|x-sum=2|x-more=a b");
                assertThat(client.post("/", "bye").read().text()).as("of this request only").isEqualTo("bye");
            }
        }
    }

    @Test
    default void tooManyAreRefused() throws IOException {
        var plugs = new AtomicInteger();
        try (Site site = serve(conn -> {
            Conn sent = echo(conn);
            plugs.incrementAndGet();
            return sent;
        }); RawClient client = site.connect()) {
            client.send(Requests.head("POST", "/", "transfer-encoding: chunked") + "\r\n5\r\nhello\r\n0\r\n"
                    + "x: y\r\n".repeat(400) + "\r\n");
            assertThat(firstLine(client)).as("refused, or cut").doesNotStartWith("HTTP/1.1 200 ");
            assertThat(plugs).hasValue(0);
        }
    }

    private static String firstLine(RawClient client) {
        try {
            return client.until("\r\n");
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    default void trailersEndAStream() throws IOException {
        try (Site site = serve(conn -> {
            Conn stream = conn.putRespHeader("trailer", "x-sum").assign(Conn.INIT_CHUNK, "first")
                    .sendChunked(200);
            stream.chunk("second");
            return stream.close(Headers.of("x-sum", "42", "x-more", "a b"));
        }); RawClient client = site.connect()) {
            for (int i = 0; i < 2; i++) {
                client.get("/").readHead();
                assertThat(client.until("\r\n\r\n"))
                        .endsWith("second\r\n0\r\nx-sum: 42\r\nx-more: a b\r\n\r\n");
            }
        }
    }

    @Test
    @Only(on = Only.Kind.HTTP_1, why = "HTTP/1.0")
    default void aClientOfHttp10GetsTheBodyOnly() throws IOException {
        try (Site site = serve(conn -> conn.assign(Conn.INIT_CHUNK, "first").sendChunked(200)
                .close(Headers.of("x-sum", "42"))); RawClient client = site.connect()) {
            client.send("GET / HTTP/1.0\r\n\r\n").readHead();
            assertThat(client.rest().text()).isEqualTo("first");
        }
    }
}
