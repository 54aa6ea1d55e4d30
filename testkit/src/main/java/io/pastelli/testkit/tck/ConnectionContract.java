package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Requests;
import io.pastelli.testkit.client.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several requests on one connection, and when it ends. */
interface ConnectionContract extends Contract {
    /** Answers with the path. */
    Plug ECHO_PATH = conn -> conn.sendResp(200, conn.requestPath());

    @Test
    default void aHundredRequestsShareAConnection() throws IOException {
        try (Site site = serve(ECHO_PATH); RawClient client = site.connect()) {
            for (int i = 0; i < 100; i++) {
                Response response = client.get("/" + i).read();
                assertThat(response.text()).isEqualTo("/" + i);
                assertThat(response.header("connection")).isEmpty();
            }
        }
    }

    @Test
    default void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        assertPipelinedInOrder(16);
    }

    @Test
    default void pipelinedRequestsWithBodiesAreAnsweredInOrder() throws IOException {
        try (Site site = serve(conn -> {
            var read = conn.readBody();
            return read.conn().sendResp(200, conn.requestPath() + read.bytes().utf8());
        }); RawClient client = site.connect()) {
            var all = new StringBuilder();
            for (int i = 0; i < 8; i++) {
                all.append(Requests.post("/" + i, "=" + i));
                all.append(Requests.head("POST", "/c" + i, "transfer-encoding: chunked"))
                        .append("\r\n2\r\n=" + i + "\r\n0\r\n\r\n");
            }
            client.send(all.toString());
            for (int i = 0; i < 8; i++) {
                assertThat(client.read().text()).isEqualTo("/" + i + "=" + i);
                assertThat(client.read().text()).isEqualTo("/c" + i + "=" + i);
            }
        }
    }

    @Test
    default void aThousandPipelinedRequestsAreAnsweredInOrder() throws IOException {
        assertPipelinedInOrder(1000);
    }

    private void assertPipelinedInOrder(int count) throws IOException {
        try (Site site = serve(ECHO_PATH); RawClient client = site.connect()) {
            var all = new StringBuilder();
            for (int i = 0; i < count; i++) {
                all.append(Requests.get("/" + i));
            }
            client.send(all.toString());
            for (int i = 0; i < count; i++) {
                assertThat(client.read().text()).isEqualTo("/" + i);
            }
        }
    }

    @Test
    default void aFinishedResponseDoesNotWaitForTheNextPipelinedRequest() throws IOException {
        var go = new CompletableFuture<Boolean>();
        try (Site site = serve(conn -> {
            if (conn.requestPath().equals("/slow")) {
                Eventually.get(go);
            }
            return conn.sendResp(200, conn.requestPath());
        }); RawClient client = site.connect()) {
            client.send(Requests.get("/a") + Requests.get("/b") + Requests.get("/slow"));
            assertThat(client.read().text()).isEqualTo("/a");
            assertThat(client.read().text()).isEqualTo("/b");
            go.complete(true);
            assertThat(client.read().text()).isEqualTo("/slow");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 56, 57})
    default void aHalfArrivedRequestHoldsNoResponseBack(int arrived) throws IOException {
        String next = Requests.post("/b", "hi"); // its body begins at 56
        try (Site site = serve(
                conn -> conn.sendResp(200, conn.requestPath() + conn.readBody().bytes().utf8()));
                RawClient client = site.connect()) {
            client.send(Requests.get("/a") + next.substring(0, arrived));
            assertThat(client.read().text()).isEqualTo("/a");
            client.send(next.substring(arrived));
            assertThat(client.read().text()).isEqualTo("/bhi");
        }
    }

    @Test
    default void moreThanTheReadAheadIsAnsweredInOrderToo() throws Exception {
        String pad = "x-pad: " + "p".repeat(1000);
        var opened = new CompletableFuture<Conn>();
        try (Site site = serve(conn -> {
            if (!conn.requestPath().equals("/stream")) {
                return conn.sendResp(200, conn.requestPath());
            }
            Conn stream = conn.assign(Conn.INIT_CHUNK, "first").sendChunked(200);
            opened.complete(stream);
            return stream;
        }); RawClient client = site.connect()) {
            var all = new StringBuilder(Requests.get("/stream"));
            for (int i = 0; i < 100; i++) {
                all.append(Requests.get("/" + i, pad));
            }
            client.send(all.toString());
            client.until("first\r\n");
            Conn stream = Eventually.get(opened);
            assertThat(stream.chunk("second").sent()).as("not held back behind pipelined bytes").isTrue();
            client.until("second\r\n");
            stream.close();
            client.until("0\r\n\r\n");
            for (int i = 0; i < 100; i++) {
                assertThat(client.read().text()).isEqualTo("/" + i);
            }
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "HTTP/2 has no connection fields (RFC 9113 section 8.2.2)")
    @Test
    default void connectionCloseIsKept() throws IOException {
        try (Site site = serve(ECHO_PATH); RawClient client = site.connect()) {
            Response response = client.get("/a", "connection: close").read();
            assertThat(response.text()).isEqualTo("/a");
            assertThat(response.header("connection")).contains("close");
            assertThat(client.rest().text()).isEmpty();
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "HTTP/2 has no connection fields (RFC 9113 section 8.2.2)")
    @Test
    default void aPlugClosesTheConnectionByItsField() throws IOException {
        try (Site site = serve(conn -> conn.putRespHeader("connection", "Close").text(200, "bye"));
                RawClient client = site.connect()) {
            Response response = client.get("/").read();
            assertThat(response.text()).isEqualTo("bye");
            assertThat(response.header("connection")).contains("close");
            assertThat(client.rest().text()).isEmpty();
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "HTTP/2 has no connection fields (RFC 9113 section 8.2.2)")
    @Test
    default void connectionCloseIsNoDeparture() throws Exception {
        var told = new Told();
        try (Site site = serve(conn -> {
            conn.owner().link(told);
            Conn stream = conn.assign(Conn.INIT_CHUNK, "first").sendChunked(200);
            conn.owner().sleep(Duration.ofMillis(150));
            return stream.close();
        })) {
            Response response = site.get("/", "connection: close");
            assertThat(response.cleanEnd()).isTrue();
            told.assertTold(io.pastelli.owner.Exit.Normal.class);
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "HTTP/2 has no connection fields (RFC 9113 section 8.2.2)")
    @Test
    default void nothingAfterConnectionCloseIsAnswered() throws IOException {
        try (Site site = serve(ECHO_PATH); RawClient client = site.connect()) {
            client.send(Requests.get("/a", "connection: close") + Requests.get("/b"));
            assertThat(client.read().text()).isEqualTo("/a");
            assertThat(client.rest().text()).isEmpty();
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "HTTP/1.0")
    @Test
    default void http10ClosesAfterItsResponse() throws IOException {
        try (Site site = serve(ECHO_PATH); RawClient client = site.connect()) {
            client.send("GET /a HTTP/1.0\r\n\r\n");
            Response response = client.read();
            assertThat(response.text()).isEqualTo("/a");
            assertThat(response.all("content-length")).containsExactly("2");
            assertThat(client.rest().text()).isEmpty();
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "HTTP/1.0")
    @Test
    default void http10KeepsTheConnectionWhenAsked() throws IOException {
        try (Site site = serve(ECHO_PATH); RawClient client = site.connect()) {
            for (int i = 0; i < 3; i++) {
                client.send("GET /" + i + " HTTP/1.0\r\nconnection: keep-alive\r\n\r\n");
                Response response = client.read();
                assertThat(response.text()).isEqualTo("/" + i);
                assertThat(response.header("connection")).hasValueSatisfying(
                        value -> assertThat(value).isEqualToIgnoringCase("keep-alive"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10_000, 1_000_000})
    default void anUnreadBodyIsNotTakenForTheNextRequest(int size) throws IOException {
        String trap = "GET /trap HTTP/1.1\r\nhost: a\r\n\r\n";
        String body = trap.repeat(1 + size / trap.length()).substring(0, size);
        try (Site site = serve(ECHO_PATH); RawClient client = site.connect()) {
            assertNotMisread(client, Requests.post("/a", body));
        }
    }

    @Test
    default void anUnreadChunkedBodyIsNotTakenForTheNextRequest() throws IOException {
        String trap = "GET /trap HTTP/1.1\r\nhost: a\r\n\r\n";
        try (Site site = serve(ECHO_PATH); RawClient client = site.connect()) {
            assertNotMisread(client, Requests.head("POST", "/a", "transfer-encoding: chunked") + "\r\n"
                    + Integer.toHexString(trap.length()) + "\r\n" + trap + "\r\n0\r\n\r\n");
        }
    }

    /** The next request is answered, or the connection is closed in order after the first response. */
    private static void assertNotMisread(RawClient client, String request) throws IOException {
        Thread sender = Thread.startVirtualThread(() -> {
            try {
                client.send(request).get("/next");
            } catch (IOException e) {
                // closed meanwhile: allowed
            }
        });
        Response first = client.read();
        assertThat(first.text()).isEqualTo("/a");
        if (first.header("connection").isEmpty()) {
            assertThat(client.read().text()).isEqualTo("/next");
        } else {
            assertThat(client.rest().text()).isEmpty();
        }
        try {
            sender.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "frames have no lines")
    @Test
    default void emptyLinesBeforeARequestAreSkipped() throws IOException {
        try (Site site = serve(ECHO_PATH); RawClient client = site.connect()) {
            assertThat(client.get("/a").read().text()).isEqualTo("/a");
            assertThat(client.send("\r\n" + Requests.get("/b")).read().text()).isEqualTo("/b");
        }
    }

    @Test
    default void aRequestInSingleBytesIsRead() throws IOException {
        try (Site site = serve(conn -> conn.sendResp(200, conn.readBody().bytes()));
                RawClient client = site.connect()) {
            for (char each : Requests.post("/", "hello").toCharArray()) {
                client.send(String.valueOf(each));
            }
            assertThat(client.read().text()).isEqualTo("hello");
        }
    }
}
