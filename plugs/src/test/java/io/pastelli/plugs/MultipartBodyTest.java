package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Param;
import io.pastelli.conn.Plug;
import io.pastelli.http.Bytes;
import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartBodyTest {
    private static final String TYPE = "multipart/form-data; boundary=b";

    @TempDir
    Path directory;

    private final Plug show = conn -> conn.sendResp(200, shown(conn));

    private String shown(Conn conn) {
        return conn.bodyParams().tree().fields().toString().replaceAll("file=[^,]*, ", "");
    }

    private MultipartBody parser() {
        return MultipartBody.DEFAULT.withDirectory(directory);
    }

    private static Plug parsers(MultipartBody parser) {
        return Parsers.plug(Parsers.Options.DEFAULT.withParsers(parser));
    }

    private static TestRequest post(String body) {
        return TestConn.post("/").header("content-type", TYPE).body(body);
    }

    private TestConn call(MultipartBody parser, String body) {
        return post(body).call(Plug.pipeline(parsers(parser), show));
    }

    private TestConn call(String body) {
        return call(parser(), body);
    }

    private static String part(String disposition, String body) {
        return "--b\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + body + "\r\n";
    }

    private static String file(String body) {
        return part("name=f; filename=x", body);
    }

    private boolean empty() {
        try (var files = Files.list(directory)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long bytesStored() {
        try (var files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier what) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!what.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(until);
            Thread.onSpinWait();
        }
    }

    @Test
    void textsAndFilesBecomeParameters() {
        assertThat(call("preamble\r\n" + part("name=\"a\"", "ü") + part("name=\"l[]\"", "1\r\n")
                + part("name=\"l[]\"", "")
                + "--b \t\r\ncontent-type: image/png\r\nContent-Disposition: form-data; name=f;"
                + " filename=\"C:\\new \\\"x\\\".png\"\r\n\r\nPNG\r\n--b--\r\nepilogue").text())
                .isEqualTo("{a=Text[value=ü], l=Items[items=[Text[value=1\r\n], Text[value=]]],"
                        + " f=Upload[size=3, filename=C:\\new \"x\".png, contentType=Optional[image/png]]}");
    }

    @Test
    void anUploadIsForItsOwnerOnlyAndGoesWithTheRequest() {
        var seen = new Object[2];
        TestConn done = post(file("content") + "--b--").call(Plug.pipeline(parsers(parser()), conn -> {
            var upload = (Param.Upload) conn.bodyParams().param("f").orElseThrow();
            seen[0] = Files.readString(upload.file());
            seen[1] = PosixFilePermissions.toString(Files.getPosixFilePermissions(upload.file()));
            return conn.sendResp(200, "");
        }));
        assertThat(done.status()).isEqualTo(200);
        assertThat(seen).containsExactly("content", "rw-------");
        await(this::empty);
    }

    @Test
    void anUploadThatIsMovedAwayStays() throws IOException {
        Path kept = directory.resolve("kept");
        post(file("content") + "--b--").call(Plug.pipeline(parsers(parser()), conn -> {
            Files.move(((Param.Upload) conn.bodyParams().param("f").orElseThrow()).file(), kept);
            return conn.sendResp(200, "");
        })).exit();
        assertThat(kept).hasContent("content");
    }

    @Test
    void aClientThatLeavesInTheMiddleLeavesNoFile() {
        TestConn half = TestConn.post("/").header("content-type", TYPE).openBody(200_000)
                .start(Plug.pipeline(parsers(parser()), show)).feed(file("x".repeat(100_000)));
        await(() -> bytesStored() > 50_000);
        half.leave();
        await(this::empty);
    }

    @Test
    void whatIsNoFileAndNoFieldIsSkipped() {
        assertThat(call(part("name=f; filename=\"\"", "") + part("filename=x", "y") + "--b\r\n\r\nz\r\n--b--")
                .text())
                .isEqualTo("{}");
        assertThat(empty()).isTrue();
    }

    @Test
    void anExtendedFileNameCountsMore() {
        assertThat(
                call(part("name=f; filename=\"na?ve\"; filename*=UTF-8''na%C3%AFve", "x") + "--b--").text())
                .contains("filename=naïve");
    }

    @Test
    void whatLooksLikeADelimiterIsContent() {
        String tricky = "\r\r\n-\r\n--\r\n--c\n--b\r--b";
        assertThat(call(part("name=a", tricky) + "--b--").text()).isEqualTo("{a=Text[value=" + tricky + "]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "--b", "--b\r\n", "--b\r\n\r\n", "--b\r\n\r\nx", "--b\r\n\r\nx\r\n--b",
            "--bx\r\n",
            "--b\n\nx\r\n--b--", "--b\r\nno colon\r\n\r\n\r\n--b--", "--b\r\n: x\r\n\r\n\r\n--b--",
            "--b\r\nContent-Disposition: form-data; name\r\n\r\n\r\n--b--",
            "--b\r\nA: 1\r\na: 2\r\n\r\n\r\n--b--", "--b\r\nA: \0\r\n\r\n\r\n--b--",
            "--b\r\nContent-Disposition: form-data; name=f; filename*=x\r\n\r\n\r\n--b--",
            "--b\r\nContent-Disposition: form-data; name=f; filename*=UTF-8''%ff\r\n\r\n\r\n--b--"})
    void aMalformedBodyIsABadRequest(String body) {
        assertThat(call(body).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=\"\"",
            "multipart/form-data; boundary=\"b\r\"", "multipart/form-data; boundary=\"b \"",
            "multipart/mixed"})
    void aBodyWithoutAGoodBoundaryIsABadRequest(String type) {
        assertThat(TestConn.post("/").header("content-type", type.replace('\r', '\t')).body("--b--")
                .call(Plug.pipeline(parsers(parser()), show)).status()).isEqualTo(400);
    }

    @Test
    void aTextThatIsNotUtf8IsABadRequest() {
        byte[] body = (part("name=a", "\u00ff") + "--b--").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(TestConn.post("/").header("content-type", TYPE).body(Bytes.of(body))
                .call(Plug.pipeline(parsers(parser()), show)).status()).isEqualTo(400);
    }

    @Test
    void theLimitCountsHeadersBoundariesAndContent() {
        String body = part("name=a", "12345") + file("x") + "--b--";
        assertThat(call(parser().withLength(body.length()), body).status()).isEqualTo(200);
        assertThat(call(parser().withLength(body.length() - 1), body).status()).isEqualTo(413);
        TestConn lying = TestConn.post("/").header("content-type", TYPE).openBody()
                .start(Plug.pipeline(parsers(parser().withLength(body.length() - 1)), show));
        assertThat(lying.feed(body.substring(0, 100)).feed(body.substring(100)).status()).isEqualTo(413);
        await(this::empty);
    }

    @Test
    void textsTogetherHaveALimit() {
        String body = part("name=a", "123") + part("name=b", "45") + file("a file does not count") + "--b--";
        assertThat(call(parser().withTextLength(5), body).status()).isEqualTo(200);
        assertThat(call(parser().withTextLength(4), body).status()).isEqualTo(413);
    }

    @Test
    void partsHaveALimit() {
        String body = part("name=a", "1") + part("name=b", "2") + "--b--";
        assertThat(call(parser().withParts(2), body).status()).isEqualTo(200);
        assertThat(call(parser().withParts(1), body).status()).isEqualTo(413);
    }

    @Test
    void theHeadersOfAPartHaveALimit() {
        String body = "--b\r\nA: 1\r\nB: 2\r\n\r\n\r\n--b--";
        assertThat(call(parser().withHeaderLength(8), body).status()).isEqualTo(200);
        assertThat(call(parser().withHeaderLength(7), body).status()).isEqualTo(413);
    }

    @Test
    void aFullDiskIsAnErrorAndNoUpload() {
        assertThat(stored(file -> new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("no space left on device");
            }
        })).isEqualTo(507);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRealFullDiskIsAnErrorToo() {
        assertThat(stored(file -> Files.newOutputStream(Path.of("/dev/full")))).isEqualTo(507);
    }

    @Test
    void aDiskThatTakesLessThanItSaysIsAnErrorToo() {
        assertThat(stored(file -> OutputStream.nullOutputStream())).isEqualTo(507);
    }

    @Test
    void aDiskThatFailsWhenTheFileIsClosedIsAnErrorToo() {
        assertThat(stored(file -> new ByteArrayOutputStream() {
            @Override
            public void close() throws IOException {
                throw new IOException("quota exceeded");
            }
        })).isEqualTo(507);
    }

    private int stored(Uploads.Opener opener) {
        TestConn answer = post(file("content") + "--b--").call(Plug.pipeline(conn -> parser().parse(conn,
                ContentType.parse(TYPE).orElseThrow(), new Uploads(directory, opener)), show));
        int status = answer.status();
        await(this::empty);
        return status;
    }

    @Test
    void randomContentSurvivesEveryWayOfArriving() {
        var random = new Random(3);
        for (int i = 0; i < 60; i++) {
            String content = random.ints(random.nextInt(40_000), 0, 5)
                    .mapToObj(n -> "\r\n-bx".substring(n, n + 1))
                    .collect(java.util.stream.Collectors.joining()).replace("--b", "--x");
            String body = part("name=a", content) + file(content) + "--b--";
            var read = new String[2];
            TestConn call = TestConn.post("/").header("content-type", TYPE).openBody()
                    .start(Plug.pipeline(parsers(parser()), conn -> {
                        read[0] = conn.bodyParams().get("a").orElseThrow();
                        read[1] = Files.readString(
                                ((Param.Upload) conn.bodyParams().param("f").orElseThrow()).file());
                        return conn.sendResp(204, "");
                    }));
            for (int at = 0; at < body.length();) {
                int to = Math.min(body.length(), at + 1 + random.nextInt(i % 2 == 0 ? 20_000 : 3_000));
                call.feed(body.substring(at, to));
                at = to;
            }
            assertThat(call.endBody().status()).isEqualTo(204);
            assertThat(read).containsExactly(content, content);
        }
    }

    @Test
    void aMutatedBodyIsParsedOrRefusedAndLeavesNoFile() {
        var random = new Random(5);
        byte[] good = (part("name=\"a\"", "ü")
                + part("name=f; filename*=UTF-8''%C3%BC; filename=\"x\"", "\r\n--content")
                + "--b\r\nA: b\r\n\r\n\r\n--b--\r\n").getBytes(StandardCharsets.UTF_8);
        MultipartBody small = parser().withLength(good.length + 10).withParts(4).withHeaderLength(80)
                .withTextLength(9);
        for (int i = 0; i < 1500; i++) {
            var mutated = new ByteArrayOutputStream();
            for (int at = 0; at < good.length; at++) {
                switch (random.nextInt(60)) {
                    case 0 -> mutated.write(random.nextInt(256));
                    case 1 -> mutated.write(good, at, Math.min(12, good.length - at));
                    case 2 -> at += random.nextInt(8);
                    default -> mutated.write(good[at]);
                }
            }
            int status = TestConn.post("/").header("content-type", TYPE).body(Bytes.of(mutated.toByteArray()))
                    .call(Plug.pipeline(parsers(small), show)).status();
            assertThat(status).isIn(200, 400, 413);
        }
        await(this::empty);
    }

    @Test
    void aRawBodyCanBeMultipartToo() {
        String body = part("name=a", "1") + "--b--";
        assertThat(post(body).call(Plug.pipeline(RawBody.plug(), parsers(parser()),
                conn -> conn.sendResp(200, shown(conn) + RawBody.of(conn).size()))).text())
                .isEqualTo("{a=Text[value=1]}" + body.length());
    }

    @Test
    void whoWantsToKnowIsToldHowFarABodyHasComeIn() {
        var told = new ArrayList<Long>();
        String body = file("x".repeat(100_000)) + "--b--";
        var declared = new AtomicLong();
        call(parser().withProgress((conn, bytes, of) -> {
            told.add(bytes);
            declared.set(of);
        }), body);
        assertThat(told).isSorted().hasSizeGreaterThan(5).last().isEqualTo((long) body.length());
        assertThat(declared).hasValue(body.length());
        TestConn open = TestConn.post("/").header("content-type", TYPE).openBody()
                .start(Plug.pipeline(parsers(parser().withProgress((conn, bytes, of) -> declared.set(of))),
                        show));
        assertThat(open.feed(body).endBody().status()).isEqualTo(200);
        assertThat(declared).hasValue(-1);
    }
}
