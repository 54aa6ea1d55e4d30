package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.testkit.client.Requests;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads of requests: what reaches the plug, and how. */
interface RequestContract extends Contract {
    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW", "get"})
    default void theMethodReachesThePlugAsItWasSent(String method) throws IOException {
        try (Site site = serve(conn -> conn.sendResp(200, conn.method()))) {
            var response = site.ask(Requests.head(method, "/") + "content-length: 0\r\n\r\n");
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.text()).isEqualTo(method);
        }
    }

    @Test
    default void pathAndQueryReachThePlugUndecoded() throws IOException {
        try (Site site = serve(conn -> conn.sendResp(200, conn.requestPath() + " " + conn.queryString()))) {
            assertThat(site.get("/a%2Fb//c/..;/%C3%A4+%20/?q=%20+&q=2").text())
                    .isEqualTo("/a%2Fb//c/..;/%C3%A4+%20/ q=%20+&q=2");
        }
    }

    @Test
    default void anEscapedPercentIsNotDecodedTwice() throws IOException {
        try (Site site = serve(conn -> conn.sendResp(200, conn.queryParam("q").orElse("")))) {
            assertThat(site.get("/%2520?q=%2520").text()).isEqualTo("%20");
        }
    }

    @Test
    default void pathInfoHasSegmentsAndNoEmptyOnes() throws IOException {
        try (Site site = serve(conn -> conn.sendResp(200, String.join("|", conn.pathInfo())))) {
            assertThat(site.get("//a%2Fb//..;x/c+d/").text()).isEqualTo("a%2Fb|..;x|c+d");
        }
    }

    @Test
    default void repeatedFieldsKeepTheirOrder() throws IOException {
        try (Site site = serve(
                conn -> conn.sendResp(200, String.join("|", conn.reqHeaders().all("x-many"))))) {
            assertThat(site.get("/", "X-Many: 1", "x-other: y", "x-many: 2", "X-MANY: 3").text())
                    .isEqualTo("1|2|3");
        }
    }

    @Test
    default void aFieldWithCommasIsOneValue() throws IOException {
        try (Site site = serve(
                conn -> conn.sendResp(200, String.join("|", conn.reqHeaders().all("user-agent"))))) {
            assertThat(site.get("/", "user-agent: a, b, (KHTML, like c)").text())
                    .isEqualTo("a, b, (KHTML, like c)");
        }
    }

    @Test
    default void quotesInAFieldSurvive() throws IOException {
        try (Site site = serve(conn -> conn.sendResp(200, conn.reqHeader("if-none-match").orElse("")))) {
            assertThat(site.get("/", "if-none-match: W/\"a\\\"b\", \"c\"").text())
                    .isEqualTo("W/\"a\\\"b\", \"c\"");
        }
    }

    @Test
    default void thePeerIsTheClient() throws IOException {
        var seen = new AtomicReference<Conn>();
        try (Site site = serve(conn -> {
            seen.set(conn);
            return conn.sendResp(200, "");
        }); var client = site.connect()) {
            client.get("/");
            assertThat(client.read().status()).isEqualTo(200);
            var peer = seen.get().peer();
            assertThat(peer.remote().getAddress().isLoopbackAddress()).isTrue();
            assertThat(peer.remote().getPort()).isEqualTo(client.localPort());
            assertThat(peer.local().getPort()).isEqualTo(site.server().port());
        }
    }

    @Test
    default void schemeProtocolHostAndPortAreKnown() throws IOException {
        try (Site site = serve(conn -> conn.sendResp(200,
                conn.scheme() + " " + conn.protocol() + " " + conn.host() + " " + conn.port()))) {
            assertThat(site.ask("GET / HTTP/1.1\r\nhost: example.test:81\r\n\r\n").text())
                    .isEqualTo(protocol().scheme() + " " + protocol().version() + " example.test 81");
        }
    }

    @Test
    @Only(on = Only.Kind.HTTP_1, why = "HTTP/1.0")
    default void aRequestWithoutHostHasThePortOfItsScheme() throws IOException {
        try (Site site = serve(conn -> conn.sendResp(200,
                conn.scheme() + " " + conn.protocol() + " " + conn.host() + " " + conn.port()))) {
            assertThat(site.ask("GET / HTTP/1.0\r\n\r\n").text())
                    .isEqualTo(protocol().scheme() + " HTTP/1.0  " + (protocol().isTls() ? 443 : 80));
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "HTTP/2 has :scheme, :authority and :path")
    @Test
    default void theAbsoluteFormIsServed() throws IOException {
        try (Site site = serve(conn -> conn.sendResp(200, conn.requestPath() + " " + conn.queryString()))) {
            assertThat(site.ask("GET http://localhost/a?b=c HTTP/1.1\r\nhost: localhost\r\n\r\n").text())
                    .isEqualTo("/a b=c");
        }
    }

    @Test
    default void optionsOfTheServerReachThePlug() throws IOException {
        try (Site site = serve(conn -> conn.sendResp(200, conn.requestPath()))) {
            assertThat(site.ask("OPTIONS * HTTP/1.1\r\nhost: localhost\r\n\r\n").text()).isEqualTo("*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/%4", "/%", "/%FF", "/%C0%AF", "/%ED%A0%80"})
    default void aPathThatCannotBeDecodedIsRefused(String path) throws IOException {
        try (Site site = serve(conn -> conn.sendResp(200, "reached"))) {
            var response = site.get(path);
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.text()).startsWith("400 Bad Request: ").doesNotContain("xception");
        }
    }

    @Test
    default void aDoubleSlashIsAPathAndLeaksNothing() throws IOException {
        try (Site site = serve(conn -> conn.sendResp(200, conn.requestPath()))) {
            assertThat(site.get("//").text()).isEqualTo("//");
        }
    }
}
