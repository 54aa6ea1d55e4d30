package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.conn.State;
import io.pastelli.http.Bytes;
import io.pastelli.plugs.Compress.Options;
import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompressTest {
    private static final String TEXT = "all work and no play ".repeat(100);
    private static final TestRequest GZIP = TestConn.get("/").header("accept-encoding", "gzip");

    private static TestConn call(TestRequest request, Plug app) {
        return request.call(Plug.pipeline(Compress.plug(), app));
    }

    private static String gunzip(byte[] bytes) throws IOException {
        return new String(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(),
                StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "gzip                     | gzip",
            "GZip, deflate, br        | gzip",
            "deflate                  | deflate",
            "gzip;q=0.5, deflate      | deflate",
            "gzip; q=0.5, deflate;q=0.5 | gzip",
            "gzip;q=0                 | ''",
            "*                        | gzip",
            "*;q=0.1, gzip;q=0        | deflate",
            "*;q=0                    | ''",
            "x-gzip                   | gzip",
            "br, zstd                 | ''",
            "identity                 | ''",
            "identity, gzip;q=0.9     | ''",
            "identity;q=0.5, gzip     | gzip",
            "gzip;q=2                 | ''",
            "gzip;q=nonsense          | ''",
            "gzip;q=1.000             | gzip",
            ";;;,,=                   | ''"})
    void theCodingIsNegotiated(String field, String coding) throws IOException {
        TestConn answer = call(TestConn.get("/").header("accept-encoding", field),
                conn -> conn.text(200, TEXT));
        assertThat(answer.header("content-encoding")).isEqualTo(coding);
        assertThat(answer.header("vary")).isEqualTo("accept-encoding");
        byte[] body = answer.bytes().toByteArray();
        assertThat(answer.header("content-length")).isEqualTo(String.valueOf(body.length));
        String read = switch (coding) {
            case "gzip" -> gunzip(body);
            case "deflate" -> new String(
                    new InflaterInputStream(new ByteArrayInputStream(body)).readAllBytes(),
                    StandardCharsets.UTF_8);
            default -> new String(body, StandardCharsets.UTF_8);
        };
        assertThat(read).isEqualTo(TEXT);
    }

    @Test
    void withoutAcceptEncodingNothingIsCompressedButTheResponseVaries() {
        TestConn answer = call(TestConn.get("/"), conn -> conn.text(200, TEXT));
        assertThat(answer.header("content-encoding")).isEmpty();
        assertThat(answer.header("vary")).isEqualTo("accept-encoding");
    }

    @ParameterizedTest
    @CsvSource({"text/plain, true", "text/html; charset=utf-8, true", "application/json, true",
            "application/problem+json, true", "image/svg+xml, true", "TEXT/CSS, true", "image/png, false",
            "application/octet-stream, false", "text/event-stream, false", "'', false"})
    void theContentTypeDecides(String type, boolean compressed) {
        TestConn answer = call(GZIP, conn -> conn.putRespHeader("content-type", type).sendResp(200, TEXT));
        assertThat(answer.header("content-encoding")).isEqualTo(compressed ? "gzip" : "");
        assertThat(answer.header("vary")).isEqualTo(compressed ? "accept-encoding" : "");
    }

    @Test
    void aBodyBelowTheMinimumStaysAsItIs() {
        assertThat(call(GZIP, conn -> conn.text(200, "a".repeat(1023))).header("content-encoding")).isEmpty();
        assertThat(call(GZIP, conn -> conn.text(200, "a".repeat(1024))).header("content-encoding"))
                .isEqualTo("gzip");
    }

    @Test
    void whatIsCodedPartialOrNotToBeTransformedIsLeftAlone() {
        assertThat(call(GZIP, conn -> conn.putRespHeader("content-encoding", "br").text(200, TEXT))
                .header("content-encoding")).isEqualTo("br");
        assertThat(call(GZIP, conn -> conn.putRespHeader("content-range", "bytes 0-9/10").text(206, TEXT))
                .header("content-encoding")).isEmpty();
        assertThat(call(GZIP,
                conn -> conn.putRespHeader("cache-control", "public, No-Transform").text(200, TEXT))
                .header("content-encoding")).isEmpty();
    }

    @Test
    void anEtagBecomesWeak() {
        assertThat(call(GZIP, conn -> conn.putRespHeader("etag", "\"a\"").text(200, TEXT)).header("etag"))
                .isEqualTo("W/\"a\"");
        assertThat(call(GZIP, conn -> conn.putRespHeader("etag", "W/\"a\"").text(200, TEXT)).header("etag"))
                .isEqualTo("W/\"a\"");
        assertThat(call(TestConn.get("/"), conn -> conn.putRespHeader("etag", "\"a\"").text(200, TEXT))
                .header("etag")).isEqualTo("\"a\"");
    }

    @Test
    void headHasTheHeadOfGet() {
        TestRequest head = TestConn.request("HEAD", "/").header("accept-encoding", "gzip");
        TestConn answer = call(head, conn -> conn.text(200, TEXT));
        assertThat(answer.headers().delete("date"))
                .isEqualTo(call(GZIP, conn -> conn.text(200, TEXT)).headers().delete("date"));
        TestConn stream = call(head, conn -> conn.putRespContentType("text/plain").sendChunked(200));
        assertThat(stream.header("content-encoding")).isEqualTo("gzip");
        assertThat(stream.text()).isEmpty();
    }

    @Test
    void aFileIsNotCompressed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), TEXT);
        TestConn answer = call(GZIP, conn -> conn.putRespContentType("text/plain").sendFile(200, file));
        assertThat(answer.header("content-encoding")).isEmpty();
        assertThat(answer.text()).isEqualTo(TEXT);
    }

    @Test
    void aStreamIsReadableChunkByChunk() throws IOException {
        Plug app = conn -> {
            Conn stream = conn.putRespContentType("text/plain").putRespHeader("content-length", "9")
                    .assign(Conn.INIT_CHUNK, "first ").assign(Conn.CLOSE_CHUNK, "bye").sendChunked(200);
            stream.chunk("");
            stream.chunk("second ");
            stream.tryChunk(Bytes.of("third "));
            return stream.close();
        };
        TestConn answer = call(GZIP, app);
        answer.awaitEnd();
        assertThat(answer.header("content-encoding")).isEqualTo("gzip");
        assertThat(answer.headers().contains("content-length")).isFalse();
        assertThat(gunzip(answer.bytes().toByteArray())).isEqualTo("first second third bye");
    }

    @ParameterizedTest
    @EnumSource
    void eachChunkCanBeReadAtOnce(ContentCoding coding) throws IOException {
        var random = new Random(3);
        try (var deflater = new StreamDeflater(coding); var wire = new PipedInputStream(1 << 16)) {
            var into = new PipedOutputStream(wire);
            InputStream plain = null;
            for (int i = 0; i < 50; i++) {
                byte[] chunk = new byte[1 + random.nextInt(500)];
                random.nextBytes(chunk);
                into.write(bytes(deflater.code(ByteBuffer.wrap(chunk), false)));
                plain = plain != null
                        ? plain
                        : coding == ContentCoding.GZIP
                                ? new GZIPInputStream(wire)
                                : new InflaterInputStream(wire);
                assertThat(plain.readNBytes(chunk.length)).isEqualTo(chunk);
            }
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Test
    void manyWritersOfOneStreamKeepTheirLinesWhole() throws IOException {
        TestConn answer = call(GZIP, conn -> {
            Conn stream = conn.putRespContentType("text/plain").sendChunked(200);
            var writers = IntStream.range(0, 8).mapToObj(writer -> Thread.startVirtualThread(() -> {
                for (int i = 0; i < 50; i++) {
                    stream.chunk(writer + ":" + i + "\n");
                }
            })).toList();
            for (Thread writer : writers) {
                writer.join();
            }
            return stream.close();
        });
        List<String> lines = gunzip(answer.bytes().toByteArray()).lines().toList();
        assertThat(lines).hasSize(400);
        for (int writer = 0; writer < 8; writer++) {
            String own = writer + ":";
            assertThat(lines.stream().filter(line -> line.startsWith(own)))
                    .containsExactlyElementsOf(IntStream.range(0, 50).mapToObj(i -> own + i).toList());
        }
    }

    @Test
    void aCallbackSeesWhichWayAResponseGoes(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), TEXT);
        for (Plug app : List.<Plug>of(conn -> conn.text(200, ""), conn -> conn.sendChunked(200).close(),
                conn -> conn.resp(200, "x").sendChunked(200).close(), conn -> conn.sendFile(200, file))) {
            TestConn answer = TestConn.get("/").call(Plug.pipeline(conn -> conn.registerBeforeSend(
                    sent -> sent.putRespHeader("x-seen", sent.state().name())), app));
            State end = answer.conn().state();
            assertThat(answer.header("x-seen")).isEqualTo(
                    end == State.SENT ? "SET" : end == State.FILE ? "SET_FILE" : "SET_CHUNKED");
        }
    }

    @Test
    void anEventStreamIsCompressedOnlyWhenAskedFor() {
        Plug app = conn -> {
            Conn stream = conn.putRespContentType("text/event-stream").sendChunked(200);
            stream.event("hello");
            return stream;
        };
        TestConn plain = call(GZIP, app);
        assertThat(plain.chunk(0)).isEqualTo("data: hello\n\n");
        TestConn asked = GZIP.call(Plug.pipeline(Compress.plug(Options.DEFAULT.withEventStreams()), app));
        assertThat(asked.header("content-encoding")).isEqualTo("gzip");
        assertThat(asked.chunk(0)).startsWith("\u001f").isNotEqualTo("data: hello\n\n");
        asked.leave();
        asked.exit();
        assertThat(asked.conn().chunk("more").sent()).isFalse();
    }

    @Test
    void aResponseThatWasSetAndThenStreamedIsNotTakenForAWholeOne() {
        TestConn answer = call(TestConn.get("/"),
                conn -> conn.putRespContentType("text/plain").resp(200, TEXT)
                        .sendChunked(200).close());
        assertThat(answer.text()).isEmpty();
    }

    @Test
    void negotiationStandsAnyField() {
        var random = new Random(7);
        String marks = "gzip;q=0.1,* identity\t=\"\\deflate";
        for (int i = 0; i < 5_000; i++) {
            var field = new StringBuilder();
            for (int j = random.nextInt(40); j > 0; j--) {
                field.append(marks.charAt(random.nextInt(marks.length())));
            }
            assertThat(ContentCoding.preferred(List.of(field.toString()))).isNotNull();
        }
    }
}
