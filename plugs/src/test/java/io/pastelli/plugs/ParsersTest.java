package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Param;
import io.pastelli.conn.Plug;
import io.pastelli.http.Bytes;
import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestRequest;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParsersTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Plug SHOW = conn -> conn.sendResp(200, show(conn));

    private static String show(Conn conn) {
        return conn.getPrivate(Conn.BODY_PARAMS).map(params -> params.tree().fields().toString())
                .orElse("unread");
    }

    private static TestRequest post(String type, String body) {
        return TestConn.post("/").header("content-type", type).body(body);
    }

    private static TestConn call(TestRequest request) {
        return request.call(Plug.pipeline(Parsers.plug(), SHOW));
    }

    private static TestConn call(BodyParser parser, TestRequest request) {
        return request.call(Plug.pipeline(Parsers.plug(Parsers.Options.DEFAULT.withParsers(parser)), SHOW));
    }

    @Test
    void aFormBecomesParameters() {
        assertThat(call(post(FORM + "; charset=utf-8", "a=1&b[]=x&b[]=%C3%BC&c[d]=+")).text())
                .isEqualTo("{a=Text[value=1], b=Items[items=[Text[value=x], Text[value=ü]]],"
                        + " c=Fields[fields={d=Text[value= ]}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%ff", "a=%", "a=\u00ff%zz"})
    void aMalformedFormIsABadRequest(String body) {
        assertThat(call(post(FORM, body)).status()).isEqualTo(400);
    }

    @Test
    void aFormOverItsLimitIsTooLargeHoweverItSaysItsLength() {
        FormBody ten = FormBody.DEFAULT.withLength(10);
        assertThat(call(ten, post(FORM, "a=12345678")).status()).isEqualTo(200);
        assertThat(call(ten, post(FORM, "a=123456789")).status()).isEqualTo(413);
        assertThat(TestConn.post("/").header("content-type", FORM).openBody()
                .start(Plug.pipeline(Parsers.plug(Parsers.Options.DEFAULT.withParsers(ten)), SHOW))
                .feed("a=12345678").feed("9").status()).isEqualTo(413);
        assertThat(call(ten, post(FORM, "a=123456789").header("x", "y").withoutHeader("content-length")
                .header("content-length", "3")).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void methodsWithoutABodyAreLeftAlone(String method) {
        assertThat(TestConn.request(method, "/").header("content-type", "text/csv").body("a=1")
                .call(Plug.pipeline(Parsers.plug(), SHOW)).conn().getPrivate(Conn.BODY_PARAMS)).isEmpty();
    }

    @Test
    void aBodyThatWasParsedIsLeftAlone() {
        assertThat(post(FORM, "a=1").call(Plug.pipeline(Parsers.plug(), Parsers.plug(), SHOW)).text())
                .isEqualTo("{a=Text[value=1]}");
    }

    @Test
    void withoutAContentTypeThereAreNoParameters() {
        assertThat(TestConn.post("/").body("a=1").call(Plug.pipeline(Parsers.plug(), SHOW)).text())
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "json", "application/", "a/b; c", "a/b; c=\"d", "a/b; c=d; c=d"})
    void aTypeNobodyParsesIsUnsupported(String type) {
        assertThat(call(post(type, "x")).status()).isEqualTo(415);
    }

    @Test
    void aCompressedBodyIsUnsupported() {
        assertThat(call(post(FORM, "a=1").header("content-encoding", "gzip")).status()).isEqualTo(415);
        assertThat(call(post(FORM, "a=1").header("content-encoding", "identity")).status()).isEqualTo(200);
    }

    @Test
    void severalContentTypesAreABadRequest() {
        assertThat(call(post(FORM, "a=1").header("content-type", "application/json")).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "text/*", "*/*"})
    void aTypeThatPassesStaysUnread(String pass) {
        Plug parsers = Parsers.plug(Parsers.Options.DEFAULT.withPass(pass));
        assertThat(post("text/csv; header=present", "x,y").call(Plug.pipeline(parsers,
                conn -> conn.sendResp(200, show(conn) + " " + conn.readBody().bytes().utf8()))).text())
                .isEqualTo("unread x,y");
        assertThat(post("image/png", "x").call(Plug.pipeline(parsers, SHOW)).status())
                .isEqualTo(pass.equals("*/*") ? 200 : 415);
    }

    @Test
    void whatIsNoTypeCannotPass() {
        assertThatIllegalArgumentException().isThrownBy(() -> Parsers.Options.DEFAULT.withPass("csv"))
                .withMessageContaining("text/*");
    }

    @Test
    void aBodyThatStopsComingTimesOut() {
        TestConn slow = TestConn.post("/").header("content-type", FORM).openBody(100)
                .start(Plug.pipeline(Parsers.plug(), SHOW)).feed("a=1");
        slow.advance(FormBody.DEFAULT.timeout());
        assertThat(slow.status()).isEqualTo(408);
    }

    @Test
    void aParserOfOnesOwnReadsItsType() {
        var upper = new BodyParser() {
            @Override
            public boolean accepts(ContentType type) {
                return type.is("text", "plain");
            }

            @Override
            public Conn parse(Conn conn, ContentType type) {
                return conn.putBodyParams(io.pastelli.conn.Params.of(Map.of("n", new Param.Text(
                        String.valueOf(BodyStream.of(conn, 9).read())))));
            }
        };
        assertThat(call(upper, post("Text/Plain", "A")).text()).isEqualTo("{n=Text[value=65]}");
    }

    @Test
    void aRawBodyIsThereBesideItsParameters() {
        Plug app = Plug.pipeline(RawBody.plug(), RawBody.plug(), Parsers.plug(),
                conn -> conn.sendResp(200, RawBody.of(conn).utf8() + " " + show(conn)));
        assertThat(post(FORM, "a=%31").call(app).text()).isEqualTo("a=%31 {a=Text[value=1]}");
        assertThat(post("application/json", "{\"a\" : 1}").call(app).text())
                .isEqualTo("{\"a\" : 1} {a=Num[value=1]}");
    }

    @Test
    void aRawBodyHasALimit() {
        Plug app = Plug.pipeline(RawBody.plug(RawBody.Options.DEFAULT.withLength(5)), Parsers.plug(), SHOW);
        assertThat(post(FORM, "a=123").call(app).status()).isEqualTo(200);
        assertThat(post(FORM, "a=1234").call(app).status()).isEqualTo(413);
        assertThat(TestConn.post("/").openBody().start(app).feed("a=12").feed("34").status()).isEqualTo(413);
    }

    @Test
    void aRawBodyAfterTheParsersIsAMistakeThatIsNamed() {
        var thrown = new Exception[1];
        post(FORM, "a=1").call(Plug.pipeline(Parsers.plug(), conn -> {
            try {
                return RawBody.plug().call(conn);
            } catch (IllegalStateException e) {
                thrown[0] = e;
                return conn.sendResp(204, "");
            }
        }));
        assertThat(thrown[0]).hasMessageContaining("before Parsers");
        post(FORM, "a=1").call(conn -> {
            assertThatIllegalStateException().isThrownBy(() -> RawBody.of(conn));
            return conn.sendResp(204, "");
        });
    }

    @Test
    void noOctetsWhateverEndInAnUnexpectedError() {
        var random = new Random(11);
        String alphabet = "ab=&+%[]{}:,\"1e-.ntrue\\u \r\n";
        String[] types = {FORM, "application/json", "multipart/form-data; boundary=b"};
        for (int i = 0; i < 600; i++) {
            byte[] body = new byte[random.nextInt(60)];
            for (int at = 0; at < body.length; at++) {
                body[at] = (byte) (random.nextInt(20) == 0
                        ? random.nextInt(256)
                        : alphabet.charAt(random.nextInt(alphabet.length())));
            }
            int status = call(TestConn.post("/").header("content-type", types[i % 3]).body(Bytes.of(body)))
                    .status();
            assertThat(status).isIn(200, 400);
        }
    }
}
