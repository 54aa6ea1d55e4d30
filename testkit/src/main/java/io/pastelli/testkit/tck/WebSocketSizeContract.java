package io.pastelli.testkit.tck;

import static io.pastelli.testkit.websocket.WebSocketFrame.BINARY;
import static io.pastelli.testkit.websocket.WebSocketFrame.CONTINUATION;
import static io.pastelli.testkit.websocket.WebSocketFrame.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.http.Bytes;
import io.pastelli.testkit.websocket.WebSocketFrame;
import io.pastelli.websocket.WebSocketOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Large messages, many fragments, many messages: the content of groups 9 and 10 of Autobahn's test suite. */
interface WebSocketSizeContract extends WebSocketContract {
    @ParameterizedTest
    @CsvSource({"65536, 65536", "65536, 1300", "1048576, 1048576", "1048576, 64", "4194304, 4194304",
            "4194304, 65536", "4194304, 1024", "4194304, 64", "16777216, 16777216", "16777216, 65536"})
    default void largeMessagesComeBackWholeOrInFragments(int size, int fragment) throws Exception {
        var bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        try (Talk talk = talk(WebSocketOptions.defaults().maxMessage(16 << 20))) {
            var writer = Eventually.virtual(() -> send(talk, bytes, fragment));
            assertThat(talk.client().patience(Duration.ofSeconds(40)).binary()).isEqualTo(Bytes.of(bytes));
            Eventually.get(writer);
        }
    }

    @Test
    default void aLargeTextIsCheckedAcrossItsFragments() throws Exception {
        String text = "Pastellfarben: öäüß κόσμε 🙂 ".repeat(100_000);
        byte[] bytes = text.getBytes(UTF_8);
        try (Talk talk = talk(WebSocketOptions.defaults().maxMessage(16 << 20))) {
            var writer = Eventually.virtual(() -> sendAs(talk, TEXT, bytes, 4_099));
            assertThat(talk.client().patience(Duration.ofSeconds(40)).text()).isEqualTo(text);
            Eventually.get(writer);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 64, 256, 1024, 4096})
    default void aThousandMessagesOfASizeComeBack(int size) throws Exception {
        String text = "*".repeat(size);
        try (Talk talk = talk()) {
            var writer = Eventually.virtual(() -> {
                for (int i = 0; i < 1_000; i++) {
                    talk.send(WebSocketFrame.text(text));
                }
            });
            for (int i = 0; i < 1_000; i++) {
                assertThat(talk.client().text()).isEqualTo(text);
            }
            Eventually.get(writer);
        }
    }

    private static void send(Talk talk, byte[] bytes, int fragment) throws IOException {
        sendAs(talk, BINARY, bytes, fragment);
    }

    /** Sends one message in fragments, as many at once as a buffer of 16 KiB holds. */
    private static void sendAs(Talk talk, int opcode, byte[] bytes, int fragment) throws IOException {
        int at = 0;
        do {
            var batch = new ArrayList<WebSocketFrame>();
            int size = 0;
            do {
                int end = Math.min(at + fragment, bytes.length);
                var frame = WebSocketFrame.of(at == 0 ? opcode : CONTINUATION, Bytes.of(bytes, at, end));
                batch.add(end == bytes.length ? frame : frame.open());
                size += end - at + 14;
                at = end;
            } while (size < 16_384 && at < bytes.length);
            talk.send(batch.toArray(WebSocketFrame[]::new));
        } while (at < bytes.length);
    }

    @Test
    default void tenThousandMessagesComeBackInOrder() throws Exception {
        try (Talk talk = talk()) {
            long from = System.nanoTime();
            var writer = Eventually.virtual(() -> {
                for (int i = 0; i < 10_000; i++) {
                    talk.send(WebSocketFrame.of(BINARY, Bytes.of("message " + i)));
                }
            });
            for (int i = 0; i < 10_000; i++) {
                assertThat(talk.client().binary().utf8()).isEqualTo("message " + i);
            }
            Eventually.get(writer);
            measured((System.nanoTime() - from) / 10_000);
        }
    }
}
