package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Limits;
import io.pastelli.conn.Conn;
import io.pastelli.testkit.http2.Frame;
import io.pastelli.testkit.http2.Hpack;
import io.pastelli.testkit.http2.Http2Client;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as fields of HTTP/2 (RFC 9113 section 8): what is one, and what no plug should see. */
@LeavesNothing
@Only(on = Only.Kind.HTTP_2, why = "HTTP/1.x has no pseudo fields")
interface Http2MessageContract extends Contract {
    /** The pseudo fields of a GET, but for its scheme. */
    String GET = ":method=GET|:path=/|:authority=localhost|";

    @Test
    default void aHeadOverTheClientsAdviceIsSentAllTheSame() throws Exception {
        String value = "v".repeat(3_000);
        try (Site site = serve(conn -> conn.putRespHeader("x", value).sendResp(200, "body"));
                Http2Client client = site.http2(6, 1_000)) { // SETTINGS_MAX_HEADER_LIST_SIZE
            for (int i = 0; i < 3; i++) {
                assertThat(client.answer(client.get("/")).field("x")).contains(value);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            // section 8.2.1: names and values
            GET + ":scheme=S|X-Upper=v", GET + ":scheme=S|na me=v", GET + ":scheme=S|x=a\r\nb",
            GET + ":scheme=S|x=nul\0",
            GET + ":scheme=S|=v", GET + ":scheme=S|x:y=v",
            // section 8.2.2: the connection's
            GET + ":scheme=S|connection=keep-alive", GET + ":scheme=S|te=gzip",
            GET + ":scheme=S|keep-alive=5",
            GET + ":scheme=S|proxy-connection=close", GET + ":scheme=S|transfer-encoding=chunked",
            GET + ":scheme=S|upgrade=websocket",
            // section 8.3: pseudo fields
            GET + ":scheme=S|:unknown=v", GET + ":scheme=S|:status=200", GET + "x=v|:scheme=S",
            ":path=/|:scheme=S|:authority=localhost", ":method=GET|:path=/|:authority=localhost",
            ":method=GET|:scheme=S|:authority=localhost", ":method=GET|:scheme=S|:path=|:authority=localhost",
            GET + ":scheme=S|:method=GET", GET + ":scheme=S|:path=/", GET + ":scheme=S|:scheme=S",
            GET + ":scheme=S|:authority=other", "",
            // the rules of the target and the host hold here too
            ":method=GET|:scheme=S|:path=noslash|:authority=localhost",
            ":method=GET|:scheme=S|:path=*|:authority=a",
            ":method=GET|:scheme=S|:path=/a#b|:authority=a", GET + ":scheme=S|host=a|host=b",
            ":method=G T|:scheme=S|:path=/|:authority=a", GET + ":scheme=S|content-length=x",
            GET + ":scheme=S|content-length=5"})
    default void aRequestThatBreaksTheRulesReachesNoPlug(String fields) throws Exception {
        var plugs = new AtomicInteger();
        try (Site site = serve(conn -> {
            plugs.incrementAndGet();
            return conn.sendResp(200, "reached");
        }); var heard = new Heard()) {
            try (Http2Client client = site.http2()) {
                int stream = client.nextStream();
                client.send(
                        Frame.headers(stream, true, block(fields.replace("=S", "=" + protocol().scheme()))));
                Http2FloodContract.assertRefused(client, stream, 400);
            }
            assertThat(plugs).as("calls of the plug").hasValue(0);
            assertThat(site.get("/").status()).isEqualTo(200);
            heard.assertSilence();
        }
    }

    private static byte[] block(String fields) {
        if (fields.isEmpty()) {
            return new byte[0];
        }
        var all = new java.io.ByteArrayOutputStream();
        for (String field : fields.split("\\|", -1)) {
            String[] parts = field.split("=", 2);
            all.writeBytes(Hpack.block(parts[0], parts[1]));
        }
        return all.toByteArray();
    }

    @Test
    default void connectOnAStreamIsA501() throws Exception {
        var plugs = new AtomicInteger();
        try (Site site = serve(conn -> {
            plugs.incrementAndGet();
            return conn.sendResp(200, "reached");
        }); Http2Client client = site.http2()) {
            int stream = client.nextStream();
            client.send(
                    Frame.headers(stream, false, Hpack.block(":method", "CONNECT", ":authority", "a:80")));
            Http2FloodContract.assertRefused(client, stream, 501);
            assertThat(plugs).hasValue(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "10, 5", "3, 5"})
    default void aBodyThatIsNotAsLongAsItSaysIsNoWholeBody(int length, int sent) throws Exception {
        var answered = new AtomicInteger();
        try (Site site = serve(conn -> {
            Conn echoed = BodyContract.ECHO.call(conn);
            answered.incrementAndGet();
            return echoed;
        }); Http2Client client = site.http2()) {
            int stream = client.post("/", "content-length", Integer.toString(length));
            client.send(Frame.data(stream, true, "x".repeat(sent)));
            Http2FloodContract.assertRefused(client, stream, 400);
            assertThat(answered).hasValue(0);
            assertThat(client.answer(client.get("/")).status()).as("the connection goes on").isEqualTo(200);
        }
    }

    @Test
    default void pseudoFieldsAmongTheTrailersReachNoPlug() throws Exception {
        try (Site site = serve(TrailersContract::echo)) {
            try (Http2Client client = site.http2()) {
                int stream = client.post("/");
                client.send(Frame.data(stream, false, "x"),
                        Frame.headers(stream, true, Hpack.block(":method", "GET")));
                Http2FloodContract.assertRefused(client, stream, 400);
            }
        }
    }

    @Test
    default void headersInTheMiddleThatDoNotEndTheStreamAreRefused() throws Exception {
        try (Site site = serve(TrailersContract::echo)) {
            try (Http2Client client = site.http2()) {
                int stream = client.post("/");
                client.send(Frame.data(stream, false, "x"),
                        Frame.headers(stream, false, Hpack.block("x", "y")),
                        Frame.data(stream, true, "z"));
                Http2FloodContract.assertRefused(client, stream, 400);
            }
        }
    }

    @Test
    default void whatRequestsMayHaveIsServed() throws Exception {
        try (Site site = serve(conn -> conn.sendResp(200, conn.host() + "|"
                + conn.reqHeader("cookie").orElse("none") + "|" + conn.reqHeader("te").orElse("none")));
                Http2Client client = site.http2()) {
            assertThat(
                    client.answer(client.get("/", "te", "trailers", "cookie", "a=1", "cookie", "b=2")).body())
                    .as("cookies are joined, RFC 9113 section 8.2.3")
                    .isEqualTo("localhost|a=1; b=2|trailers");
            int stream = client.nextStream();
            client.send(Frame.headers(stream, true, Hpack.block(":path", "/", ":method", "GET", ":scheme",
                    protocol().scheme(), "host", "example.test")));
            assertThat(client.answer(stream).body()).as("Host in place of :authority")
                    .startsWith("example.test|");
        }
    }

    @Test
    default void theAuthorityIsTheHost() throws Exception {
        try (Site site = serve(conn -> conn.sendResp(200,
                conn.host() + " " + conn.port() + " " + String.join(",", conn.reqHeaders().all("host"))));
                Http2Client client = site.http2()) {
            int stream = client.nextStream();
            client.send(
                    Frame.headers(stream, true, Hpack.block(":method", "GET", ":scheme", protocol().scheme(),
                            ":path", "/", ":authority", "example.test:81")));
            assertThat(client.answer(stream).body()).isEqualTo("example.test 81 example.test:81");
        }
    }

    @ParameterizedTest
    @CsvSource({"8000, 200", "8193, 414", "16000, 414"})
    default void theTargetIsLimitedAsAnywhere(int length, int status) throws Exception {
        String path = "/" + "a".repeat(length - 1);
        try (Site site = serve(conn -> conn.sendResp(200, "served"),
                options -> options.limits(Limits.DEFAULT.withHead(8 * 1024, 128 * 1024)));
                Http2Client client = site.http2()) {
            assertThat(client.answer(client.get(path)).status()).isEqualTo(status);
        }
    }
}
