package io.pastelli.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pastelli.fuzz.Untrusted;
import io.pastelli.http.Bytes;
import io.pastelli.push.bayeux.Bayeux;
import io.pastelli.push.bayeux.backend.Limits;
import io.pastelli.push.bayeux.channel.Channels;
import io.pastelli.push.bayeux.extension.Binary;
import io.pastelli.push.bayeux.extension.TimeSync;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.message.MessageReader;
import io.pastelli.push.bayeux.message.WireLimits;
import io.pastelli.testkit.TestConn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.json.JsonMapper;

class BayeuxFuzzTest {
    private static final MessageReader READER = new MessageReader(WireLimits.DEFAULT);
    /** Stands for the id of a client that there is. */
    private static final String CLIENT = "ID";
    private static final Set<Integer> STATUSES = Set.of(200, 400, 413, 415);

    @FuzzTest(maxDuration = "3m")
    void messagesAreReadOrRefused(byte[] data) throws Exception {
        String text = new String(data, StandardCharsets.UTF_8);
        Untrusted.parse(data, () -> {
            List<Message> messages = READER.read(text);
            assertThat(messages).hasSizeLessThanOrEqualTo(WireLimits.DEFAULT.messages());
            for (Message message : messages) {
                assertThat(message.ext()).hasSizeLessThanOrEqualTo(WireLimits.DEFAULT.extFields());
                assertThat(message.id().map(id -> id.text().length()).orElse(0))
                        .isLessThanOrEqualTo(WireLimits.DEFAULT.text());
                if (message instanceof Message.Publish said && said.data().isPresent()) {
                    JsonMapper.shared().readTree(said.data().get().text()); // a slice is JSON by itself
                }
            }
        });
    }

    @FuzzTest(maxDuration = "3m")
    void aChannelThatIsANameHasKeysThatArePatterns(byte[] data) throws Exception {
        String text = new String(data, StandardCharsets.UTF_8);
        Untrusted.parse(data, () -> {
            boolean name = Channels.DEFAULT.isName(text);
            assertThat(!name || Channels.DEFAULT.isPattern(text)).isTrue();
            if (name) {
                assertThat(Channels.keys(text)).hasSizeBetween(3, Channels.DEFAULT.segments() + 3)
                        .allMatch(Channels.DEFAULT::isPattern);
            }
        });
    }

    @FuzzTest(maxDuration = "3m")
    void aRequestIsAnsweredWithAnArrayOfRepliesOrRefused(byte[] data) {
        try (var bayeux = server()) {
            String client = String.valueOf(answer(bayeux, Bytes.of(
                    "{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"long-polling\"]}"))
                    .replaceAll(".*\"clientId\":\"([a-z0-9]+)\".*", "$1"));
            String text = new String(data, StandardCharsets.ISO_8859_1).replace(CLIENT, client);
            answer(bayeux, Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1)));
            assertThat(bayeux.sessions()).hasSizeLessThanOrEqualTo(2);
            assertThat(bayeux.channels()).hasSizeLessThanOrEqualTo(10);
        }
    }

    /** Under the fuzzer classes load slowly: the first answer may take longer than a test waits for one. */
    @BeforeAll
    static void load() {
        for (int i = 0; i < 5; i++) {
            try (var bayeux = server()) {
                answer(bayeux, Bytes.of("[]"));
                return;
            } catch (AssertionError e) {
                assertThat(e).hasMessageContaining("not within");
            }
        }
    }

    private static Bayeux server() {
        return Bayeux.create(options -> options.withTimeout(Duration.ofMillis(1))
                .withExpiry(Duration.ofMinutes(1))
                .withLimits(Limits.DEFAULT.withSubscriptions(5).withSessions(10)))
                .extension(new Binary()).extension(new TimeSync())
                .service("/service/**", call -> Optional.of(call.message().channel()));
    }

    private static String answer(Bayeux bayeux, Bytes body) {
        TestConn answer = TestConn.post("/").header("content-type", "application/json").body(body)
                .start(bayeux.plug());
        assertThat(STATUSES).contains(answer.status());
        String text = answer.text();
        if (answer.status() == 200) {
            assertThat(JsonMapper.shared().readTree(text).isArray()).as(text).isTrue();
            JsonMapper.shared().readTree(text).forEach(message -> assertThat(message.has("channel")
                    && (message.has("successful") || message.has("data"))).as(text).isTrue());
        }
        return text;
    }
}
