package io.pastelli.push.bayeux.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.http.HttpException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What is read out of JSON, and that it comes back the same. */
class MessageReaderTest {
    private final MessageReader reader = new MessageReader(WireLimits.DEFAULT);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"/meta/handshake | Handshake",
            "/meta/connect | Connect", "/meta/subscribe | Subscribe", "/meta/unsubscribe | Subscribe",
            "/meta/disconnect | Disconnect", "/meta/foo | UnknownMeta", "/meta | UnknownMeta",
            "/meta/connect/x | UnknownMeta", "/metal | Publish", "/service/x | Publish", "/a | Publish"})
    void theChannelDecidesWhatAMessageIs(String channel, String kind) {
        assertThat(reader.read("{\"channel\":\"" + channel + "\"}")).singleElement().satisfies(message -> {
            assertThat(message.getClass().getSimpleName()).isEqualTo(kind);
            assertThat(message.channel()).isEqualTo(channel);
        });
    }

    @Test
    void aClientsTimeOutIsReadWhateverElseItAdvises() {
        assertThat(timeout("{\"timeout\":1500,\"interval\":3}")).contains(Duration.ofMillis(1500));
        assertThat(timeout("{\"timeout\":-5}")).contains(Duration.ZERO);
        assertThat(timeout("{\"timeout\":1e300}")).contains(Duration.ofMillis(Integer.MAX_VALUE));
        assertThat(timeout("{\"timeout\":\"x\"}")).isEmpty();
        assertThat(timeout("7")).isEmpty();
    }

    private Optional<Duration> timeout(String advice) {
        return ((Message.Connect) reader.read("{\"channel\":\"/meta/connect\",\"advice\":" + advice + "}")
                .getFirst()).timeout();
    }

    @Test
    void whatIsUnknownIsSkippedAndExtIsKeptAsItWasSent() {
        Message message = reader.read("[{\"x\":{\"channel\":\"/b\"},\"channel\":\"/a\",\"ext\":{\"n\":1.50,"
                + "\"o\":{\"p\":[ 1 ]}},\"y\":[[[]]]}]").getFirst();
        assertThat(message.ext()).isEqualTo(Map.of("n", new Json("1.50"), "o", new Json("{\"p\":[ 1 ]}")));
        assertThat(reader.read("{\"channel\":\"/a\",\"ext\":5}").getFirst().ext()).isEmpty();
    }

    @Test
    void extAndSubscriptionsAreLimited() {
        assertThatThrownBy(() -> reader.read("{\"channel\":\"/a\",\"ext\":{" + numbered(33) + "}}"))
                .isInstanceOf(HttpException.class).hasMessageContaining("at most 32");
        assertThat(reader.read("{\"channel\":\"/a\",\"ext\":{" + numbered(32) + "}}")).hasSize(1);
        assertThatThrownBy(() -> reader.read("{\"channel\":\"/meta/subscribe\",\"subscription\":["
                + "\"/a\",".repeat(256) + "\"/a\"]}")).hasMessageContaining("at most 256");
    }

    private static String numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"f" + i + "\":1")
                .collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void dataAndIdsGoRoundUnchanged(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            var bodies = new ArrayList<String>();
            var texts = new ArrayList<String>();
            for (int j = random.nextInt(4); j >= 0; j--) {
                String data = json(random, 4);
                texts.add(data);
                bodies.add("{" + space(random) + "\"data\":" + data + ",\"id\":\"" + j + "\",\"channel\":"
                        + space(random) + "\"/a/" + j + "\"" + space(random) + "}");
            }
            List<Message> read = reader.read(space(random) + "[" + String.join(space(random) + ",", bodies)
                    + "]");
            assertThat(read).hasSameSizeAs(texts);
            for (int j = 0; j < texts.size(); j++) {
                var said = (Message.Publish) read.get(j);
                assertThat(said.data()).contains(new Json(texts.get(j)));
                String out = Event.of(said).withId(said.id().orElseThrow()).encoded().utf8();
                assertThat(JsonMapper.shared().readTree(out)).as(out).isEqualTo(JsonMapper.shared()
                        .readTree("{\"channel\":\"" + said.channel() + "\",\"data\":" + texts.get(j)
                                + ",\"id\":" + said.id().orElseThrow() + "}"));
                assertThat(((Message.Publish) reader.read(out).getFirst()).data())
                        .contains(new Json(texts.get(j)));
            }
        }
    }

    private static String json(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> "null";
            case 1 -> String.valueOf(random.nextBoolean());
            case 2 -> String.valueOf(random.nextInt());
            case 3 -> random.nextInt(1000) + "." + random.nextInt(1000) + "e" + random.nextInt(30);
            case 4, 5 -> "\"" + random.ints(random.nextInt(6), 0, 8).mapToObj(
                    n -> List.of("a", "ü", "\\n", "\\u0000", "\\\"", "😀", "\u2028", "</").get(n))
                    .collect(Collectors.joining()) + "\"";
            case 6 -> random.ints(random.nextInt(4), 0, 9).mapToObj(n -> json(random, depth - 1))
                    .collect(Collectors.joining("," + space(random), "[", "]"));
            default -> random.ints(random.nextInt(4), 0, 9)
                    .mapToObj(n -> "\"" + n + random.nextInt() + "\":" + json(random, depth - 1))
                    .collect(Collectors.joining(",", "{" + space(random), "}"));
        };
    }

    private static String space(Random random) {
        return List.of("", "", " ", "\n\t").get(random.nextInt(4));
    }
}
