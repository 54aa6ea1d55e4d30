package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.ServerOptions;
import io.pastelli.adapter.Http2;
import io.pastelli.conn.Plug;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Requests;
import io.pastelli.testkit.client.Response;
import io.pastelli.testkit.client.TlsClient;
import io.pastelli.testkit.client.Wire;
import io.pastelli.testkit.http2.Http2Wire;
import io.pastelli.tls.TlsSession;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What TLS adds to a connection: who is spoken to, in what version and protocol, and how it ends. */
@Only(on = Only.Kind.TLS, why = "plain text")
interface TlsContract extends Contract {
    /** Says the version of TLS. */
    Plug VERSION = conn -> conn.sendResp(200, conn.tls().map(TlsSession::protocol).orElse("none"));

    /** Connects with a changed client. */
    default RawClient connect(Site site, UnaryOperator<TlsClient> change) throws IOException {
        Wire wire = Wire.tls(site.server().port(), change.apply(TestTls.client()));
        return new RawClient(wire.applicationProtocol().equals("h2") ? Http2Wire.over(wire, 0) : wire);
    }

    @Test
    default void theSessionIsKnown() throws IOException {
        var seen = new CompletableFuture<TlsSession>();
        try (Site site = serve(conn -> {
            conn.tls().ifPresent(seen::complete);
            return conn.sendResp(200, conn.scheme());
        }); RawClient client = site.connect()) {
            assertThat(client.get("/").read().text()).isEqualTo("https");
            TlsSession session = Eventually.get(seen);
            var agreed = client.wire().tls().orElseThrow();
            assertThat(session.protocol()).isEqualTo(agreed.getProtocol());
            assertThat(session.cipherSuite()).isEqualTo(agreed.getCipherSuite());
            assertThat(session.serverName()).contains("localhost");
            assertThat(session.peerCertificates()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    default void thisVersionIsSpoken(String version) throws IOException {
        String[] protocols = {protocol().isHttp2() ? "h2" : "http/1.1"};
        try (Site site = serve(VERSION);
                RawClient client = connect(site, to -> to.withVersions(version).withProtocols(protocols))) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.get("/").read().text()).isEqualTo(version);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0300, 0x0301, 0x0302})
    @LeavesNothing
    default void anOlderVersionIsRefused(int version) throws IOException {
        try (Site site = serve(VERSION); RawClient client = RawClient.connect(site.server().port())) {
            client.send(ClientHello.ofVersion(version));
            String answer = client.rest().text();
            assertThat(answer.isEmpty() || answer.charAt(0) == 21).as("an alert, no hello").isTrue();
            assertThat(site.get("/").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"h2 http/1.1, h2", "http/1.1, http/1.1", "'', ''", "http/1.1 h2, any"})
    default void theProtocolIsChosenByAlpn(String offered, String chosen) throws IOException {
        String[] protocols = offered.isEmpty() ? new String[0] : offered.split(" ", -1);
        try (Site site = serve(conn -> conn.sendResp(200, conn.protocol()));
                RawClient client = connect(site, to -> to.withProtocols(protocols))) {
            String got = client.wire().applicationProtocol();
            if (!chosen.equals("any")) {
                assertThat(got).isEqualTo(chosen);
            }
            assertThat(client.get("/").read().text()).isEqualTo(got.equals("h2") ? "HTTP/2" : "HTTP/1.1");
        }
    }

    @Test
    default void http2IsNotOfferedWhenSwitchedOff() throws IOException {
        UnaryOperator<ServerOptions> off = options -> options.http2(Http2.DEFAULT.withOverTls(false));
        try (Site site = serve(conn -> conn.sendResp(200, conn.protocol()), off);
                RawClient client = connect(site, to -> to.withProtocols("h2", "http/1.1"))) {
            assertThat(client.wire().applicationProtocol()).isEqualTo("http/1.1");
            assertThat(client.get("/").read().text()).isEqualTo("HTTP/1.1");
        }
    }

    @Test
    @LeavesNothing
    default void aClientThatDoesNotTrustUsIsNobodysError() throws Exception {
        try (Site site = serve(VERSION); var heard = new Heard()) {
            var distrusting = TlsClient.of(javax.net.ssl.SSLContext.getDefault());
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> Wire.tls(site.server().port(), distrusting))
                        .isInstanceOf(SSLException.class);
            }
            assertThat(site.get("/").status()).isEqualTo(200);
            heard.assertSilence();
        }
    }

    @Test
    @Only(on = Only.Kind.HTTP_1, why = "HTTP/2 has no connection fields (RFC 9113 section 8.2.2)")
    default void theEndOfTheConnectionHasItsCloseNotify() throws IOException {
        try (Site site = serve(VERSION); RawClient client = site.connect()) {
            assertThat(client.get("/", "connection: close").read().cleanEnd()).isTrue();
            assertThat(client.rest().reset()).as("a FIN without close_notify could be an attack").isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n",
            "POST / HTTP/1.1\r\ncontent-length: 5\r\n\r\nhello", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"})
    @LeavesNothing
    default void plainHttpGetsAReadable400(String bytes) throws IOException {
        try (Site site = serve(VERSION);
                var heard = new Heard();
                RawClient client = RawClient.connect(site.server().port())) {
            Response response = client.send(bytes).read();
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.text()).startsWith("400 Bad Request: ").contains("https");
            assertThat(response.header("connection")).contains("close");
            assertThat(client.rest().text()).isEmpty();
            heard.assertSilence();
        }
    }

    @Test
    default void aRequestInManySmallRecordsIsRead() throws IOException {
        try (Site site = serve(BodyContract.ECHO); RawClient client = site.connect()) {
            for (char each : Requests.post("/", "hello").toCharArray()) {
                client.send(String.valueOf(each));
            }
            assertThat(client.read().text()).isEqualTo("hello");
        }
    }
}
