package io.pastelli.testkit.tck;

import static io.pastelli.testkit.websocket.WebSocketFrame.CONTINUATION;
import static io.pastelli.testkit.websocket.WebSocketFrame.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.http.Bytes;
import io.pastelli.testkit.websocket.RawWebSocket;
import io.pastelli.testkit.websocket.WebSocketFrame;
import io.pastelli.websocket.WebSocket;
import io.pastelli.websocket.WebSocketOptions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts are UTF-8 (RFC 6455 section 8.1): the content of group 6 of Autobahn's test suite. */
@LeavesNothing
interface WebSocketTextContract extends WebSocketContract {
    /** How often a text is echoed to see by which thread. */
    int ECHOES = 40;

    @ParameterizedTest
    @ValueSource(strings = {"", "Hello-µ@ßöäüàá-UTF-8!!", "κόσμε", "\u0000", "\u007f", "\u0080", "\u07ff",
            "\u0800", "\ud7ff", "\ue000", "\ufffd", "\ufffe", "\uffff", "\ud800\udc00", "\udbff\udfff", "🙂"})
    default void everyCharacterComesBackWholeOrByteByByte(String text) throws Exception {
        try (Talk talk = talk()) {
            talk.client().send(text);
            assertThat(talk.client().text()).isEqualTo(text);
            byte[] bytes = Bytes.of(text).toByteArray();
            talk.send(WebSocketFrame.text("").open());
            for (byte each : bytes) {
                talk.send(WebSocketFrame.of(CONTINUATION, Bytes.of(new byte[]{each})).open());
            }
            talk.send(WebSocketFrame.of(CONTINUATION, Bytes.empty()));
            assertThat(talk.client().text()).isEqualTo(text);
        }
    }

    /** The thread that read a message runs its handler and takes the answer, but only where the JVM lets it. */
    @Test
    default void anEchoChangesNoThreadWhereTheJvmIsOpened() throws Exception {
        var onPool = new AtomicInteger();
        var handler = new Echo() {
            @Override
            public void onText(WebSocket ws, String text) throws Exception {
                super.onText(ws, text);
                onPool.addAndGet(Thread.currentThread().toString().contains("@ForkJoinPool") ? 1 : 0);
            }
        };
        try (Talk talk = talk(handler, WebSocketOptions.defaults(), server -> server, 0)) {
            for (int i = 0; i < ECHOES; i++) {
                talk.client().send("hello");
                assertThat(talk.client().text()).isEqualTo("hello");
            }
        }
        if (System.getProperty("tck.variant", "").equals("-opened")) {
            assertThat(onPool).as("echoes by another thread").hasValueLessThan(ECHOES / 2);
        } else {
            assertThat(onPool).hasValue(ECHOES);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void badBytesAreClosedWith1007(BadUtf8 kind) throws Exception {
        try (Site site = serve(conn -> conn.upgradeWebSocket(new Echo()))) {
            for (byte[] bytes : kind.texts()) {
                try (var socket = RawWebSocket.open(site.connect(), "/")) {
                    socket.send(WebSocketFrame.of(TEXT, Bytes.of(bytes)));
                    assertThat(socket.closeCode()).as(HexFormat.of().formatHex(bytes)).isEqualTo(1007);
                }
            }
        }
    }

    @Test
    default void aBadTextIsToldToItsHandler() throws Exception {
        try (Talk talk = talk()) {
            talk.send(WebSocketFrame.of(TEXT, Bytes.of(new byte[]{'a', (byte) 0xc3, 'a'})));
            talk.assertClosed(1007);
            assertThat(talk.echo().ended().status().code()).isEqualTo(1007);
        }
    }

    @Test
    default void charactersThatUnicodeCallsNoncharactersAreTaken() throws Exception {
        try (Talk talk = talk()) {
            for (int plane = 0; plane <= 16; plane++) {
                String text = Character.toString(plane << 16 | 0xfffe)
                        + Character.toString(plane << 16 | 0xffff);
                assertThat(talk.client().send(text).text()).isEqualTo(text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 11})
    default void aTextIsRefusedAtItsFirstBadByteWithoutItsEnd(int split) throws Exception {
        byte[] bad = HexFormat.of().parseHex("cebae1bdb9cf83cebcf490808065");
        try (Talk talk = talk()) {
            talk.send(WebSocketFrame.of(TEXT, Bytes.of(Arrays.copyOf(bad, split))).open());
            talk.send(WebSocketFrame.of(CONTINUATION, Bytes.of(Arrays.copyOfRange(bad, split, 13))).open());
            talk.assertClosed(1007);
        }
    }

    @Test
    default void aTextThatIsBadInsideAFrameThatHasNotComeWholeIsRefused() throws Exception {
        byte[] frame = WebSocketFrame.of(TEXT, Bytes.of(new byte[]{'o', 'k', (byte) 0xff, 'x', 'x', 'x'}))
                .encode();
        try (Talk talk = talk()) {
            talk.client().client().send(Arrays.copyOf(frame, frame.length - 2));
            talk.assertClosed(1007);
        }
    }

    @Test
    default void binaryMessagesAreNotLookedAt() throws Exception {
        Bytes bytes = Bytes.of(HexFormat.of().parseHex("80ffc0fe"));
        try (Talk talk = talk()) {
            talk.send(WebSocketFrame.of(WebSocketFrame.BINARY, bytes));
            assertThat(talk.client().binary()).isEqualTo(bytes);
        }
    }
}
