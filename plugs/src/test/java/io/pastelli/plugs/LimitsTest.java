package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.BodyOptions;
import io.pastelli.conn.Plug;
import io.pastelli.http.Bytes;
import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each limit at the limit, one over it, and with a client that lies about its length. */
class LimitsTest {
    @TempDir
    private static Path directory;

    /** What reads a body, with a body that it takes. */
    enum Reader {
        FORM("application/x-www-form-urlencoded", "a=1234&b=5") {
            @Override
            Plug limited(int most) {
                return parsers(FormBody.DEFAULT.withLength(most).withTimeout(PATIENCE));
            }
        },
        JSON("application/json", "{\"a\":[1,2]}") {
            @Override
            Plug limited(int most) {
                return parsers(JsonBody.DEFAULT.withLength(most).withTimeout(PATIENCE));
            }
        },
        MULTIPART("multipart/form-data; boundary=b",
                "--b\r\ncontent-disposition: form-data; name=f; filename=g\r\n\r\n12\r\n--b--\r\nepilogue") {
            @Override
            Plug limited(int most) {
                return parsers(MultipartBody.DEFAULT.withLength(most).withDirectory(directory)
                        .withTimeout(PATIENCE));
            }
        },
        RAW("text/plain", "0123456789") {
            @Override
            Plug limited(int most) {
                return RawBody.plug(RawBody.Options.DEFAULT.withLength(most).withTimeout(PATIENCE));
            }
        },
        STREAM("text/plain", "0123456789") {
            @Override
            Plug limited(int most) {
                return conn -> {
                    BodyStream.of(conn, most, BodyOptions.DEFAULT.withTimeout(PATIENCE)).readAllBytes();
                    return conn;
                };
            }
        };

        static final Duration PATIENCE = Duration.ofSeconds(1);

        final String type;
        final String body;

        Reader(String type, String body) {
            this.type = type;
            this.body = body;
        }

        abstract Plug limited(int most);

        Plug app(int most) {
            return Plug.pipeline(limited(most), conn -> conn.text(200, "taken"));
        }

        TestRequest request() {
            return TestConn.post("/").header("content-type", type);
        }

        static Plug parsers(BodyParser one) {
            return Parsers.plug(Parsers.Options.DEFAULT.withParsers(one));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBodyAtTheLimitIsTakenAndOneByteMoreIsNot(Reader reader) {
        int size = reader.body.length();
        assertThat(reader.request().body(reader.body).call(reader.app(size)).status()).isEqualTo(200);
        assertThat(reader.request().body(reader.body).call(reader.app(size - 1)).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @EnumSource
    void soItIsWhenNoLengthIsDeclared(Reader reader) {
        int size = reader.body.length();
        TestConn fits = reader.request().openBody().start(reader.app(size));
        assertThat(fits.feed(reader.body).endBody().status()).isEqualTo(200);
        TestConn over = reader.request().openBody().start(reader.app(size - 1));
        assertThat(over.feed(reader.body).status()).as("refused before its end").isEqualTo(413);
    }

    @ParameterizedTest
    @EnumSource
    void aDeclaredLengthOverTheLimitIsRefusedBeforeAByteIsRead(Reader reader) {
        int size = reader.body.length();
        assertThat(reader.request().openBody(size + 1).call(reader.app(size)).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @EnumSource
    void whoDeclaresLessThanItSendsIsFoundOut(Reader reader) {
        int size = reader.body.length();
        TestRequest lie = reader.request().body(reader.body).withoutHeader("content-length")
                .header("content-length", "1");
        assertThat(lie.call(reader.app(size - 1)).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @EnumSource
    void whoDeclaresMoreThanItSendsIsNotWaitedForForever(Reader reader) {
        int size = reader.body.length();
        TestConn waiting = reader.request().openBody(size + 1).start(reader.app(size + 1));
        waiting.feed(reader.body);
        assertThat(waiting.advance(Reader.PATIENCE).status()).isEqualTo(408);
    }

    @Test
    void anIdThatComesHas20To200Characters() {
        for (int length : List.of(19, 20, 200, 201)) {
            String given = "x".repeat(length);
            String id = TestConn.get("/").header("x-request-id", given)
                    .call(Plug.pipeline(RequestId.plug(), conn -> conn.text(200, ""))).header("x-request-id");
            assertThat(id.equals(given)).as("%d characters", length).isEqualTo(length >= 20 && length <= 200);
        }
    }

    @Test
    void aRangeFieldHas100Characters() {
        String field = "bytes=" + "0".repeat(92) + "-1";
        assertThat(field).hasSize(100);
        assertThat(ByteRange.parse(field, 10)).contains(new ByteRange(0, 2));
        assertThat(ByteRange.parse(field.replace("=", "=0"), 10)).isEmpty();
        assertThat(ByteRange.parse("bytes=" + "9".repeat(18) + "-", 10)).get()
                .matches(range -> !range.satisfiable());
        assertThat(ByteRange.parse("bytes=0-" + "9".repeat(19), 10)).contains(new ByteRange(0, 10));
    }

    @Test
    void aNameOfAFileHas255Characters() {
        assertThat(FileNames.decoded(List.of("x".repeat(255)))).isPresent();
        assertThat(FileNames.decoded(List.of("x".repeat(256)))).isEmpty();
        assertThat(FileNames.decoded(List.of("%41".repeat(255)))).isPresent();
    }

    @Test
    void anElementOfForwardedHas1024CharactersAndAList64Elements() {
        String element = "for=192.0.2.1;host=" + "x".repeat(1024 - 19);
        assertThat(ForwardedElement.parse(element)).isPresent();
        assertThat(ForwardedElement.parse(element + "x")).isEmpty();
        assertThat(ForwardedElement.fromTheRight("a,".repeat(63) + "b", 64)).hasSize(64).last()
                .isEqualTo("a");
        assertThat(ForwardedElement.fromTheRight("z," + "a,".repeat(63) + "b", 64)).hasSize(64)
                .doesNotContain("z");
    }

    @Test
    void theTextsOfAFormCountTogether() {
        var texts = Stream.of("a", "b").map(name -> "--b\r\ncontent-disposition: form-data; name=" + name
                + "\r\n\r\n12345\r\n").reduce("", String::concat) + "--b--";
        for (int most : List.of(9, 10)) {
            Plug app = Plug.pipeline(Reader.parsers(MultipartBody.DEFAULT.withTextLength(most)),
                    conn -> conn.text(200, ""));
            int status = TestConn.post("/").header("content-type", "multipart/form-data; boundary=b")
                    .body(Bytes.of(texts)).call(app).status();
            assertThat(status).as("%d bytes", most).isEqualTo(most == 10 ? 200 : 413);
        }
    }
}
