package io.pastelli.push.mailbox;

import static io.pastelli.push.mailbox.Box.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.conn.Plug;
import io.pastelli.crypto.Secrets;
import io.pastelli.crypto.Vault;
import io.pastelli.http.Bytes;
import io.pastelli.http.HttpException;
import io.pastelli.push.mailbox.Access.Action;
import io.pastelli.push.mailbox.store.MailboxEvent;
import io.pastelli.push.mailbox.store.MailboxLimits;
import io.pastelli.testkit.TestConn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is asked how, who may, and what is refused. */
class RequestsTest {
    @Test
    void severalMessagesComeAsJsonWhenAskedFor() {
        try (var box = new Box()) {
            box.boxes.get("foobar").send("grün");
            box.boxes.get("foobar").send("application/octet-stream", Bytes.of(new byte[]{(byte) 0xff, 0}));
            box.boxes.get("foobar").send("three");
            TestConn got = box.get("/foobar?max=2&ack=");
            JsonNode all = JsonMapper.shared().readTree(got.text());
            assertThat(got.header("content-type")).startsWith("application/json");
            assertThat(all).hasSize(2);
            assertThat(all.get(0).get("text").asString()).isEqualTo("grün");
            assertThat(all.get(0).get("type").asString()).isEqualTo("text/plain; charset=utf-8");
            assertThat(all.get(0).get("deliveries").asInt()).isEqualTo(1);
            assertThat(Instant.parse(all.get(0).get("sent").asString()))
                    .isBefore(Instant.now().plusSeconds(1));
            assertThat(all.get(1).get("base64").asString()).isEqualTo("/wA=");
            TestConn next = box.get("/foobar?max=50&ack=" + all.get(0).get("id").asString() + ","
                    + all.get(1).get("id").asString());
            assertThat(JsonMapper.shared().readTree(next.text())).hasSize(1);
            assertThat(box.count(MailboxEvent.Acknowledged.class)).isEqualTo(2);
        }
    }

    @Test
    void headAndOptionsTakeNothing() {
        try (var box = new Box()) {
            box.boxes.get("foobar").send("one");
            TestConn head = box.send(TestConn.request("HEAD", "/foobar"));
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("mailbox-waiting")).isEqualTo("1");
            TestConn options = box.send(TestConn.request("OPTIONS", "/foobar"));
            assertThat(options.status()).isEqualTo(204);
            assertThat(options.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(box.get("/foobar", "sec-purpose", "prefetch;prerender").status()).isEqualTo(503);
            assertThat(box.boxes.get("foobar").size()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"PUT, /foobar, 'GET, HEAD, OPTIONS'", "POST, /foobar, 'GET, HEAD, OPTIONS'",
            "DELETE, /foobar, 'GET, HEAD, OPTIONS'", "GET, /foobar/an-id, 'DELETE, OPTIONS'"})
    void otherMethodsAreRefusedAndTakeNothing(String method, String path, String allow) {
        try (var box = new Box()) {
            box.boxes.get("foobar").send("one");
            TestConn refused = box.send(TestConn.request(method, path));
            assertThat(refused.status()).isEqualTo(405);
            assertThat(refused.header("allow")).isEqualTo(allow);
            assertThat(box.boxes.get("foobar").size()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a%2Fb", "/a.b", "/a/b/c", "/foobar/bad%20id"})
    void otherPathsAreNotFound(String path) {
        try (var box = new Box()) {
            assertThat(box.get(path).status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"max=0", "max=x", "max=99999999999", "ack=a%0ab", "ack=a%20b"})
    void whatIsMalformedIsABadRequest(String query) {
        try (var box = new Box()) {
            assertThat(box.get("/foobar?" + query).status()).isEqualTo(400);
            assertThat(box.boxes.get("foobar").waiters()).isZero();
        }
    }

    @Test
    void messagesAreSentByPostWhereThatIsAllowed() {
        try (var box = new Box(made -> made.withLimits(MailboxLimits.DEFAULT.withMessageBytes(10)
                .withMessages(1, 100)), Access.open(), serving -> serving.withPublish(true))) {
            var post = TestConn.post("/foobar").header("content-type", "application/json");
            TestConn sent = box.send(post.body("{}"));
            assertThat(sent.status()).isEqualTo(201);
            assertThat(sent.text()).isEqualTo(sent.header("mailbox-id"));
            assertThat(box.send(post.body("x".repeat(11))).status()).isEqualTo(413);
            TestConn full = box.send(post.body("x".repeat(10)));
            assertThat(full.status()).isEqualTo(503);
            assertThat(full.header("retry-after")).isEqualTo("5");
            TestConn got = box.get("/foobar");
            assertThat(got.text()).isEqualTo("{}");
            assertThat(got.header("content-type")).isEqualTo("application/json");
            assertThat(got.header("mailbox-id")).isEqualTo(sent.text());
        }
    }

    @Test
    void aGuardDecidesOnNameAndAction() {
        Access guard = (conn, name, action) -> {
            if (conn.reqHeader("authorization").isEmpty()) {
                throw new HttpException(401, "log in");
            }
            return name.equals("mine") && action == Action.RECEIVE;
        };
        try (var box = new Box(made -> made, guard, serving -> serving.withPublish(true))) {
            assertThat(box.get("/mine").status()).isEqualTo(401);
            assertThat(box.get("/yours", "authorization", "me").status()).isEqualTo(403);
            assertThat(box.send(TestConn.post("/mine").body("x"), "authorization", "me").status())
                    .isEqualTo(403);
            assertThat(box.send(TestConn.request("DELETE", "/yours/an-id"), "authorization", "me").status())
                    .isEqualTo(403);
            assertThat(box.send(TestConn.request("HEAD", "/yours"), "authorization", "me").status())
                    .isEqualTo(403);
            box.boxes.get("mine").send("one");
            assertThat(box.get("/mine", "authorization", "me").text()).isEqualTo("one");
        }
    }

    @Test
    void aSignedAddressIsGoodForItsMailboxItsActionAndItsTime() {
        var now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        var signed = new Capabilities(new Vault(Secrets.of("s".repeat(64)), now::get));
        try (var box = new Box(made -> made, signed, serving -> serving.withPublish(true))) {
            String receive = "/" + signed.sign("foobar", Action.RECEIVE, Duration.ofHours(1));
            String send = "/" + signed.sign("foobar", Action.SEND, Duration.ofHours(1));
            assertThat(box.send(TestConn.post(send).body("one")).status()).isEqualTo(201);
            assertThat(box.send(TestConn.post(receive).body("one")).status()).isEqualTo(403);
            assertThat(box.get(send).status()).isEqualTo(403);
            assertThat(box.get(receive.replace("foobar", "other")).status()).isEqualTo(403);
            assertThat(box.get("/foobar").status()).isEqualTo(403);
            assertThat(box.get(receive).text()).isEqualTo("one");
            now.set(now.get().plus(Duration.ofHours(1)));
            assertThat(box.get(receive).status()).isEqualTo(403);
            assertThatThrownBy(() -> signed.sign("no name", Action.SEND, Duration.ofHours(1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void foreignPagesTakeNothingUnlessTheyAreListed() {
        try (var box = new Box(serving -> serving.withOrigins("https://app.example.com"))) {
            box.boxes.get("foobar").send("one");
            assertThat(box.get("/foobar", "origin", "https://evil.example").status()).isEqualTo(403);
            assertThat(box.get("/foobar", "sec-fetch-site", "cross-site").status()).isEqualTo(403); // an image
            assertThat(box.boxes.get("foobar").size()).isEqualTo(1);
            TestConn listed = box.get("/foobar", "origin", "https://app.example.com");
            assertThat(listed.text()).isEqualTo("one");
            assertThat(listed.header("access-control-allow-origin")).isEqualTo("https://app.example.com");
            assertThat(listed.header("access-control-expose-headers")).contains("mailbox-id");
            TestConn bad = box.get("/foobar?max=0", "origin", "https://app.example.com");
            assertThat(bad.status()).isEqualTo(400); // and the page may read that
            assertThat(bad.header("access-control-allow-origin")).isEqualTo("https://app.example.com");
            TestConn preflight = box.send(TestConn.request("OPTIONS", "/foobar/an-id"), "origin",
                    "https://app.example.com", "access-control-request-method", "DELETE");
            assertThat(preflight.header("access-control-allow-methods")).contains("DELETE");
            assertThat(preflight.header("access-control-allow-headers")).contains("mailbox-ack");
        }
    }

    @Test
    void inAPipelineEverythingElsePasses() {
        try (var boxes = Mailboxes.memory()) {
            boxes.get("foobar").send("one");
            Plug app = Plug.pipeline(boxes.plug(Access.open()).at("/push_messages"),
                    conn -> conn.sendResp(200, "the app"));
            assertThat(TestConn.get("/push_messages/foobar").call(app).text()).isEqualTo("one");
            for (String path : List.of("/", "/push_messages", "/push_messagesX/foobar")) {
                assertThat(TestConn.get(path).call(app).text()).isEqualTo("the app");
            }
        }
    }

    @Test
    void theServersOwnCodeIsToldWhatItDoesWrong() {
        try (var boxes = Mailboxes.create(
                made -> made.withLimits(MailboxLimits.DEFAULT.withMessageBytes(3).withMessages(1, 100)))) {
            assertThatThrownBy(() -> boxes.get("no/name")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> boxes.get("a").send("long"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> boxes.get("a").send("x\r\ny", Bytes.of("b")))
                    .isInstanceOf(IllegalArgumentException.class);
            boxes.get("a").send("one");
            assertThatThrownBy(() -> boxes.get("a").send("two")).isInstanceOf(MailboxFullException.class)
                    .hasMessageContaining("full");
        }
    }

    @Test
    void aMonitorThatFailsHarmsNobody() {
        try (var boxes = Mailboxes.create(made -> made.withMonitor(event -> {
            throw new IllegalStateException("monitor");
        }))) {
            boxes.get("a").send("one");
            assertThat(TestConn.get("/a").call(boxes.plug(Access.open())).text()).isEqualTo("one");
            eventually(() -> boxes.get("a").purge() == 0);
        }
    }

    @Test
    void whileTheStoreIsAwayClientsWaitOrAreToldToComeAgain() {
        var store = new FlakyStore();
        try (var box = new Box(made -> made.withStore(store), Access.open(), serving -> serving)) {
            box.boxes.get("foobar").send("one");
            store.away.set(true);
            TestConn held = box.waiting("/foobar");
            TestConn refused = box.get("/foobar?ack=an-id");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).isEqualTo("5");
            assertThat(held.end()).isEqualTo(TestConn.End.OPEN);
            store.away.set(false);
            store.back("foobar");
            assertThat(held.text()).isEqualTo("one");
        }
    }
}
