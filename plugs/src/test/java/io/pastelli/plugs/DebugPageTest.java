package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Plug;
import io.pastelli.http.HttpException;
import io.pastelli.router.Router;
import io.pastelli.testkit.TestConn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DebugPageTest {
    private final Plug app = Router.of(r -> {
        r.plug(conn -> conn.assign("user", "hunter2"));
        r.get("/broken/:id", conn -> {
            throw new IllegalStateException("<script>alert(1)</script>",
                    new IOException("the \"inner\" one"));
        });
        r.get("/gone", conn -> {
            throw new HttpException(410, "it is gone");
        });
    });
    private final Plug shown = DebugPage.plug(app, DebugPage.Options.development().withAnyClient(true));

    @Test
    void itIsOffUnlessSwitchedOn() {
        assertThat(DebugPage.plug(app)).isSameAs(app);
    }

    @Test
    void aBrowserGetsHtmlInWhichEverythingIsEscaped() {
        TestConn test = TestConn.get("/broken/%3Cb%3E?q=%22%3Cimg%3E").header("accept", "text/html")
                .header("x-evil", "<svg onload='x'>").call(shown);
        assertThat(test.status()).isEqualTo(500);
        assertThat(test.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(test.header("content-security-policy")).startsWith("default-src 'none'");
        assertThat(test.header("cache-control")).isEqualTo("no-store");
        String page = test.text();
        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("Caused by java.io.IOException: the &quot;inner&quot; one")
                .contains("DebugPageTest.java").contains("&lt;b&gt;")
                .contains("&lt;svg onload=&#39;x&#39;&gt;");
        assertThat(page).doesNotContain("<script").doesNotContain("<svg").doesNotContain("<b>&lt;b")
                .doesNotContain("<img");
    }

    @Test
    void othersGetPlainText() {
        TestConn test = TestConn.get("/gone").call(shown);
        assertThat(test.status()).isEqualTo(410);
        assertThat(test.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(test.text())
                .startsWith("410 Gone at GET /gone\nio.pastelli.http.HttpException: it is gone\n");
    }

    @Test
    void secretsAreHidden() {
        String page = TestConn.get("/broken/1?access_token=s3cret&page=2&code=s3cret")
                .header("authorization", "Bearer s3cret")
                .header("cookie", "a=s3cret").header("x-api-key", "s3cret")
                .header("referer", "http://a/b?reset=s3cret")
                .call(shown).text();
        assertThat(page).doesNotContain("s3cret").doesNotContain("hunter2").contains("user: java.lang.String")
                .contains("page: 2").contains("authorization: (hidden)").contains("http://a/b?(hidden)");
    }

    @Test
    void sourceLinesAreShownWhenTheyAreAtHand(@TempDir Path root) throws IOException {
        StackTraceElement here = new IllegalStateException().getStackTrace()[0];
        Path file = root.resolve("io/pastelli/plugs/DebugPageTest.java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "\n".repeat(here.getLineNumber() - 1) + "the <line>\nthe next\n");
        var lines = new SourceLines(java.util.List.of(root)).around(here);
        assertThat(lines).contains(new SourceLines.Line(here.getLineNumber(), "the <line>", true),
                new SourceLines.Line(here.getLineNumber() + 1, "the next", false));
        assertThat(new SourceLines(java.util.List.of(root))
                .around(new StackTraceElement("a.B", "c", "../../x", 1))).isEmpty();
    }

    @Test
    void aQueryThatCannotBeDecodedDoesNotBreakThePage() {
        Plug plug = DebugPage.plug(conn -> conn.text(200, conn.queryParam("x").orElse("")),
                DebugPage.Options.development().withAnyClient(true));
        TestConn test = TestConn.get("/?x=%zz&&=&y").call(plug);
        assertThat(test.status()).isEqualTo(400);
        assertThat(test.text()).contains("x: %zz");
    }

    @Test
    void aClientOfThisMachineSeesItByDefaultWhateverAProxySays() throws IOException {
        var elsewhere = java.net.InetAddress.getByName("192.0.2.1");
        Plug debug = DebugPage.plug(app, DebugPage.Options.development());
        TestConn test = TestConn.get("/gone").call(conn -> debug.call(conn.putRemoteAddress(elsewhere)));
        assertThat(test.text()).contains("Stack").contains("client: 192.0.2.1");
    }
}
