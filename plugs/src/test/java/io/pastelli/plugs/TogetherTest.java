package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Param;
import io.pastelli.conn.Plug;
import io.pastelli.http.Bytes;
import io.pastelli.router.Router;
import io.pastelli.testkit.TestClient;
import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestMultipart;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Session, CSRF protection and parsers in one program, used as a browser does. */
class TogetherTest {
    private final Plug app = Router.of(r -> {
        r.plug(Session.plug(MemoryStore.create()));
        r.plug(Parsers.plug());
        r.plug(CSRFProtection.plug());
        r.get("/", conn -> conn.html(200, Html.escape(Session.get(conn, "name").orElse("nobody"))
                + "<form>" + CSRFProtection.field(conn) + "</form>"));
        r.post("/login", conn -> CSRFProtection
                .renew(Session.renew(Session.put(conn, "name", conn.bodyParams().get("name").orElse(""))))
                .redirect("/"));
        r.post("/logout", conn -> Session.drop(conn).redirect("/"));
        r.post("/upload", conn -> {
            var file = (Param.Upload) conn.bodyParams().param("file").orElseThrow();
            return conn.text(200, file.filename() + ": " + Files.readString(file.file()));
        });
    });

    private static String token(TestConn page) {
        var field = Pattern.compile("value=\"([^\"]+)\"").matcher(page.text());
        assertThat(field.find()).as(page.text()).isTrue();
        return field.group(1);
    }

    @Test
    void aBrowserLogsInUploadsAndLogsOut() {
        var browser = TestClient.of(app);
        String first = token(browser.get("/"));
        TestConn login = browser
                .call(TestConn.post("/login").form(Map.of("name", "<Ada>", "_csrf_token", first)));
        assertThat(login.status()).isEqualTo(302);
        TestConn page = browser.follow(login);
        assertThat(page.text()).startsWith("&lt;Ada&gt;<form>");
        var form = TestMultipart.empty().text("_csrf_token", token(page)).file("file", "süß \"1\".txt",
                "text/plain", Bytes.of("content"));
        assertThat(browser.call(TestConn.post("/upload").multipart(form)).text())
                .isEqualTo("süß %221%22.txt: content");
        browser.call(TestConn.post("/logout").form(Map.of("_csrf_token", token(page))));
        assertThat(browser.cookies()).isEmpty();
        assertThat(browser.get("/").text()).startsWith("nobody");
    }

    @Test
    void aTokenOfBeforeTheLoginOrOfAnotherBrowserIsRefused() {
        var browser = TestClient.of(app);
        String first = token(browser.get("/"));
        var login = TestConn.post("/login").form(Map.of("name", "ada", "_csrf_token", first));
        assertThat(TestClient.of(app).call(login).status()).isEqualTo(403);
        assertThat(browser.call(login).status()).isEqualTo(302);
        assertThat(browser.call(login).status()).isEqualTo(403);
    }

    @Test
    void aTestBeginsWithTheSessionItWants() {
        Conn known = TestConn.get("/").before(conn -> Session.init(conn, Map.of("name", "Grace"))).call(app)
                .conn();
        assertThat(Session.get(known, "name")).contains("Grace");
    }
}
