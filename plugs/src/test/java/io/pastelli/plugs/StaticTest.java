package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.conn.Plug;
import io.pastelli.http.HttpDate;
import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StaticTest {
    private static final Instant CHANGED = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path temp;

    @SuppressWarnings("NullAway.Init")
    Path root;

    @BeforeEach
    void files() throws IOException {
        root = Files.createDirectories(temp.resolve("public"));
        write("hello.txt", "0123456789");
        write("docs/index.html", "<h1>docs</h1>");
        write("index.html", "<h1>top</h1>");
        write("app.js", "plain");
        write("app.js.br", "brotli");
        write("app.js.gz", "gzipped");
        write("empty.txt", "");
        write(".env", "secret");
        write(".well-known/security.txt", "contact");
        Files.writeString(temp.resolve("outside.txt"), "secret");
    }

    @Test
    void aFileIsSentWithItsTypeAndValidators() {
        TestConn test = get("/hello.txt").call(plug());
        assertThat(test.status()).isEqualTo(200);
        assertThat(test.text()).isEqualTo("0123456789");
        assertThat(test.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(test.header("content-length")).isEqualTo("10");
        assertThat(test.header("last-modified")).isEqualTo("Fri, 02 Jan 2026 03:04:05 GMT");
        assertThat(test.header("etag")).matches("\"[0-9a-f-]+\"");
        assertThat(test.header("accept-ranges")).isEqualTo("bytes");
        assertThat(test.header("cache-control")).isEqualTo("no-cache");
        assertThat(test.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(test.conn().halted()).isTrue();
    }

    @Test
    void headHasTheHeadOnly() {
        TestConn test = TestConn.request("HEAD", "/hello.txt").call(plug());
        assertThat(test.status()).isEqualTo(200);
        assertThat(test.header("content-length")).isEqualTo("10");
        assertThat(test.text()).isEmpty();
    }

    @Test
    void otherMethodsAndMissingFilesPassThrough() {
        assertThat(TestConn.post("/hello.txt").call(plug()).status()).isEqualTo(404);
        assertThat(get("/nothing.txt").call(plug()).status()).isEqualTo(404);
        assertThat(get("/docs").call(plug()).status()).isEqualTo(404);
        assertThat(get("/hello.txt/").call(plug()).status()).isEqualTo(404);
        assertThat(get("/hello.txt/more").call(plug()).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../outside.txt", "/%2e%2e/outside.txt", "/..%2foutside.txt",
            "/..%5coutside.txt",
            "/docs/..%2f..%2foutside.txt", "/..\\outside.txt", "/hello.txt%00", "/hello.txt%00.html",
            "/./hello.txt",
            "/%252e%252e/outside.txt", "/c:%5chello.txt", "/hello.txt::$DATA", "/hello.txt.", "/hello.txt%20",
            "/nul",
            "/COM1.txt", "/.env", "/%2eenv", "/link.txt", "/linked/outside.txt", "/loop",
            "/docs%2findex.html",
            "/%c0%ae%c0%ae/outside.txt"})
    void noPathLeadsOutOrToWhatIsHidden(String path) throws IOException {
        Files.createSymbolicLink(root.resolve("link.txt"), temp.resolve("outside.txt"));
        Files.createSymbolicLink(root.resolve("linked"), temp);
        Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
        TestConn test = get(path).call(plug());
        assertThat(test.status()).isIn(404, 400);
        assertThat(test.text()).doesNotContain("secret").doesNotContain("0123");
    }

    @Test
    void aLinkInsideTheRootAndWellKnownAreServed() throws IOException {
        Files.createSymbolicLink(root.resolve("alias.txt"), root.resolve("hello.txt"));
        assertThat(get("/alias.txt").call(plug()).text()).isEqualTo("0123456789");
        assertThat(get("/.well-known/security.txt").call(plug()).text()).isEqualTo("contact");
        assertThat(get("/.env").call(plug(options().withHidden(true))).text()).isEqualTo("secret");
    }

    @Test
    void atAndOnlyChooseWhatIsServed() {
        Plug plug = plug(options().withAt("/assets").withOnly("docs", "hello.txt"));
        assertThat(get("/assets/hello.txt").call(plug).status()).isEqualTo(200);
        assertThat(get("/assets/docs/index.html").call(plug).status()).isEqualTo(200);
        assertThat(get("/assets/app.js").call(plug).status()).isEqualTo(404);
        assertThat(get("/hello.txt").call(plug).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"TAG|304", "W/TAG|304", "\"x\", W/TAG|304", "*|304",
            "\"a,b\" , TAG|304", "\"x\"|200",
            "nonsense|200", "\"\"|200", ",,TAG|304"})
    void ifNoneMatchComparesWeakly(String field, int status) {
        String tag = get("/hello.txt").call(plug()).header("etag");
        TestConn test = get("/hello.txt").header("if-none-match", field.replace("TAG", tag))
                .header("if-modified-since", HttpDate.format(CHANGED.minusSeconds(9))).call(plug());
        assertThat(test.status()).isEqualTo(status);
        assertThat(test.header("etag")).isEqualTo(tag);
        assertThat(test.text()).isEqualTo(status == 304 ? "" : "0123456789");
    }

    @Test
    void ifModifiedSinceAndTheStrongConditionsAreKept() {
        assertThat(
                get("/hello.txt").header("if-modified-since", HttpDate.format(CHANGED)).call(plug()).status())
                .isEqualTo(304);
        assertThat(get("/hello.txt").header("if-modified-since", HttpDate.format(CHANGED.minusSeconds(1)))
                .call(plug())
                .status()).isEqualTo(200);
        assertThat(get("/hello.txt").header("if-modified-since", "yesterday").call(plug()).status())
                .isEqualTo(200);
        assertThat(get("/hello.txt").header("if-match", "\"x\"").call(plug()).status()).isEqualTo(412);
        assertThat(get("/hello.txt").header("if-unmodified-since", HttpDate.format(CHANGED.minusSeconds(1)))
                .call(plug())
                .status()).isEqualTo(412);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"bytes=0-3|0123|0-3", "bytes=3-|3456789|3-9", "bytes=-2|89|8-9",
            "bytes=-99|0123456789|0-9",
            "bytes=5-99|56789|5-9", "BYTES=9-9|9|9-9", "bytes=8-99999999999999999999999|89|8-9"})
    void aRangeIsSentAs206(String range, String text, String part) {
        TestConn test = get("/hello.txt").header("range", range).call(plug());
        assertThat(test.status()).isEqualTo(206);
        assertThat(test.text()).isEqualTo(text);
        assertThat(test.header("content-range")).isEqualTo("bytes " + part + "/10");
        assertThat(test.header("content-length")).isEqualTo(String.valueOf(text.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999-"})
    void aRangeBeyondTheEndIs416(String range) {
        TestConn test = get("/hello.txt").header("range", range).call(plug());
        assertThat(test.status()).isEqualTo(416);
        assertThat(test.header("content-range")).isEqualTo("bytes */10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,3-4", "bytes=5-2", "lines=0-1", "bytes=-", "bytes=a-b", "bytes",
            "bytes=1"})
    void severalOrSenselessRangesGiveTheWhole(String range) {
        assertThat(get("/hello.txt").header("range", range).call(plug()).status()).isEqualTo(200);
    }

    @Test
    void aRangeOfAnEmptyFileIs416OrTheWhole() {
        assertThat(get("/empty.txt").header("range", "bytes=0-").call(plug()).status()).isEqualTo(416);
        assertThat(get("/empty.txt").header("range", "bytes=-5").call(plug()).status()).isEqualTo(200);
    }

    @Test
    void ifRangeSendsTheWholeWhenTheFileChanged() {
        String tag = get("/hello.txt").call(plug()).header("etag");
        TestRequest part = get("/hello.txt").header("range", "bytes=0-3");
        assertThat(part.header("if-range", tag).call(plug()).status()).isEqualTo(206);
        assertThat(part.header("if-range", "W/" + tag).call(plug()).status()).isEqualTo(200);
        assertThat(part.header("if-range", "\"old\"").call(plug()).status()).isEqualTo(200);
        assertThat(part.header("if-range", HttpDate.format(CHANGED)).call(plug()).status()).isEqualTo(206);
        assertThat(part.header("if-range", HttpDate.format(CHANGED.plusSeconds(1))).call(plug()).status())
                .isEqualTo(200);
    }

    @Test
    void noRangeHeaderEverFailsOrReachesBeyondTheFile() {
        var random = new Random(7);
        String alphabet = "bytes=0123456789-, \t";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(random.nextBoolean() ? "bytes=" : "");
            for (int n = random.nextInt(30); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            int size = random.nextInt(100);
            ByteRange.parse(text.toString(), size).filter(ByteRange::satisfiable).ifPresent(range -> {
                assertThat(range.first()).isBetween(0L, size - 1L);
                assertThat(range.first() + range.length()).isLessThanOrEqualTo(size);
            });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"gzip, br|br|brotli", "gzip|gzip|gzipped",
            "br;q=0.5, gzip|gzip|gzipped",
            "br;q=0, *|gzip|gzipped", "identity, br;q=0.5||plain", "deflate||plain", "br;q=x||plain",
            "x-gzip|gzip|gzipped"})
    void aPrecompressedSiblingIsSentToWhomTakesIt(String accept, String coding, String text) {
        Plug plug = plug(options().withEncodings("br", "zstd", "gzip"));
        TestConn test = get("/app.js").header("accept-encoding", accept).call(plug);
        assertThat(test.text()).isEqualTo(text);
        assertThat(test.header("content-encoding")).isEqualTo(coding == null ? "" : coding);
        assertThat(test.header("content-type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(test.header("vary")).isEqualTo("accept-encoding");
    }

    @Test
    void eachRepresentationHasItsOwnTagAndNoSiblingMeansNoVary() {
        Plug plug = plug(options().withEncodings("br", "gzip"));
        var tags = new HashSet<String>();
        for (String accept : new String[]{"br", "gzip", ""}) {
            tags.add(get("/app.js").header("accept-encoding", accept).call(plug).header("etag"));
        }
        assertThat(tags).hasSize(3);
        assertThat(get("/hello.txt").header("accept-encoding", "br").call(plug).header("vary")).isEmpty();
    }

    @Test
    void anIndexAnswersForItsFolderWithASlash() {
        Plug plug = plug(options().withIndex("index.html"));
        assertThat(get("/").call(plug).text()).isEqualTo("<h1>top</h1>");
        assertThat(get("/docs/").call(plug).text()).isEqualTo("<h1>docs</h1>");
        TestConn bare = get("//docs?x=1").call(plug);
        assertThat(bare.status()).isEqualTo(308);
        assertThat(bare.header("location")).isEqualTo("/docs/?x=1");
        assertThat(get("/").call(plug()).status()).isEqualTo(404);
    }

    @Test
    void theFallbackAnswersNavigationsOnly() {
        Plug plug = plug(options().withFallback("index.html"));
        assertThat(get("/settings/7?vsn=1").header("accept", "text/html,*/*;q=0.8").call(plug).text())
                .isEqualTo("<h1>top</h1>");
        assertThat(get("/settings?vsn=1").header("accept", "text/html").call(plug).header("cache-control"))
                .isEqualTo("no-cache");
        assertThat(get("/settings/7").header("accept", "application/json").call(plug).status())
                .isEqualTo(404);
        assertThat(get("/missing.png").header("accept", "text/html").call(plug).status()).isEqualTo(404);
    }

    @Test
    void aVersionInTheQueryMakesItImmutable() {
        assertThat(get("/app.js?vsn=abc").call(plug()).header("cache-control"))
                .isEqualTo("public, max-age=31536000, immutable");
        assertThat(get("/app.js?vsn=").call(plug()).header("cache-control")).isEqualTo("no-cache");
    }

    @Test
    void resourcesOfAnArchiveAreServedAsFilesAre() throws IOException {
        Path jar = temp.resolve("app.jar");
        try (OutputStream out = Files.newOutputStream(jar); var zip = new ZipOutputStream(out)) {
            for (var entry : Map.of("web/a.css", "body{}", "private.txt", "secret").entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                zip.closeEntry();
            }
            zip.putNextEntry(new ZipEntry("web/folder/"));
            zip.closeEntry();
        }
        URL url = URI.create(jar.toUri().toString()).toURL();
        try (var loader = new URLClassLoader(new URL[]{url}, null)) {
            Plug plug = Plug
                    .pipeline(Static.plug(new StaticOptions(new StaticOptions.Resources(loader, "/web/"),
                            options().at(), options().only(), false, "", "", options().encodings(), "vsn",
                            "no-cache",
                            options().headers(), Map.of("css", "text/special"))), missing());
            TestConn whole = get("/a.css").call(plug);
            assertThat(whole.text()).isEqualTo("body{}");
            assertThat(whole.header("content-type")).startsWith("text/special");
            assertThat(get("/a.css").header("if-none-match", whole.header("etag")).call(plug).status())
                    .isEqualTo(304);
            assertThat(get("/a.css").header("range", "bytes=-2").call(plug).text()).isEqualTo("{}");
            assertThat(get("/folder").call(plug).status()).isEqualTo(404);
            assertThat(get("/..%2fprivate.txt").call(plug).status()).isEqualTo(404);
        }
    }

    @Test
    void whatCannotBeServedIsRefusedAtTheStart() {
        assertThatThrownBy(() -> Static.plug(root.resolve("nowhere")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no folder");
        assertThatThrownBy(() -> Static.plug(StaticTest.class, "/"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options().withEncodings("deflate"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(CHANGED));
    }

    private StaticOptions options() {
        return StaticOptions.of(root);
    }

    private Plug plug() {
        return plug(options());
    }

    private static Plug plug(StaticOptions options) {
        return Plug.pipeline(Static.plug(options), missing());
    }

    private static Plug missing() {
        return conn -> conn.sendResp(404, "missing");
    }

    private static TestRequest get(String target) {
        return TestConn.get(target);
    }
}
