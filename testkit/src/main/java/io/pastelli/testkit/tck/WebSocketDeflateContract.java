package io.pastelli.testkit.tck;

import static io.pastelli.testkit.websocket.WebSocketFrame.BINARY;
import static io.pastelli.testkit.websocket.WebSocketFrame.CONTINUATION;
import static io.pastelli.testkit.websocket.WebSocketFrame.PING;
import static io.pastelli.testkit.websocket.WebSocketFrame.PONG;
import static io.pastelli.testkit.websocket.WebSocketFrame.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.http.Bytes;
import io.pastelli.testkit.websocket.ClientDeflate;
import io.pastelli.testkit.websocket.RawWebSocket;
import io.pastelli.testkit.websocket.WebSocketFrame;
import io.pastelli.websocket.Message;
import io.pastelli.websocket.PerMessageDeflate;
import io.pastelli.websocket.WebSocket;
import io.pastelli.websocket.WebSocketOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compression (RFC 7692): the content of groups 12 and 13 of Autobahn's test suite. */
interface WebSocketDeflateContract extends WebSocketContract {
    /** A line of the request that offers compression. */
    String OFFER = "sec-websocket-extensions: permessage-deflate; client_max_window_bits";

    private Talk compressed(PerMessageDeflate deflate) throws IOException {
        return compressed(deflate, OFFER);
    }

    private Talk compressed(PerMessageDeflate deflate, String offer) throws IOException {
        var options = WebSocketOptions.defaults().deflate(deflate.withMinSize(64)).maxMessage(1 << 20);
        var echo = new Echo();
        Site site = serve(conn -> conn.upgradeWebSocket(echo, options));
        try {
            return new Talk(site, echo, RawWebSocket.open(site.connect(), "/", offer));
        } catch (IOException | Error e) {
            site.close();
            throw e;
        }
    }

    @ParameterizedTest
    @CsvSource({"0, false", "16, false", "64, false", "256, false", "1024, false", "4096, false",
            "8192, false", "16384, false", "32768, false", "65536, false", "131072, false", "16, true",
            "256, true", "4096, true", "32768, true", "131072, true"})
    default void manyMessagesComeBackCompressed(int size, boolean takeover) throws Exception {
        try (Talk talk = compressed(PerMessageDeflate.DEFAULT.withContextTakeover(takeover));
                var deflate = new ClientDeflate(takeover)) {
            String extensions = talk.client().head().header("sec-websocket-extensions").orElse("");
            assertThat(extensions).startsWith("permessage-deflate");
            assertThat(extensions.contains("no_context_takeover")).isEqualTo(!takeover);
            for (int i = 0; i < 50; i++) {
                String text = ("{\"number\": " + i + ", \"name\": \"Pastelli\"}").repeat(1 + size / 32);
                Bytes message = Bytes.of(Bytes.of(text).toByteArray(), 0, size);
                talk.send(deflate.compress(WebSocketFrame.of(BINARY, message)));
                WebSocketFrame back = talk.client().frame(BINARY);
                assertThat(deflate.decompress(back)).isEqualTo(message);
                assertThat(back.rsv() == 4).as("is compressed")
                        .isEqualTo(takeover ? size > 0 : size >= 64);
            }
        }
    }

    @Test
    default void whoOffersNothingGetsNothing() throws Exception {
        var options = WebSocketOptions.defaults().deflate(PerMessageDeflate.DEFAULT);
        try (Talk talk = talk(options)) {
            assertThat(talk.client().head().header("sec-websocket-extensions")).isEmpty();
            talk.send(WebSocketFrame.text("x").rsv(4));
            talk.assertClosed(1002);
        }
    }

    @Test
    default void compressionIsOffUnlessItIsAskedFor() throws Exception {
        try (Site site = serve(conn -> conn.upgradeWebSocket(new Echo()));
                var socket = RawWebSocket.open(site.connect(), "/", OFFER)) {
            assertThat(socket.head().header("sec-websocket-extensions")).isEmpty();
        }
    }

    @Test
    default void fragmentsOfACompressedMessageAreOneMessageAndOthersMayBePlain() throws Exception {
        try (Talk talk = compressed(PerMessageDeflate.DEFAULT); var deflate = new ClientDeflate(false)) {
            WebSocketFrame whole = deflate.compress(WebSocketFrame.text("some words ".repeat(20)));
            byte[] bytes = whole.payload().toByteArray();
            talk.send(new WebSocketFrame(false, 4, whole.opcode(), true, Bytes.of(bytes, 0, 5)),
                    WebSocketFrame.of(PING, Bytes.of("between")),
                    WebSocketFrame.of(CONTINUATION, Bytes.of(bytes, 5, bytes.length)),
                    WebSocketFrame.text("plain"));
            assertThat(talk.client().frame(PONG).text()).isEqualTo("between");
            assertThat(deflate.decompress(talk.client().frame()).utf8()).isEqualTo("some words ".repeat(20));
            assertThat(talk.client().text()).isEqualTo("plain");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {CONTINUATION, PING, PONG})
    @LeavesNothing
    default void onlyTheFirstFrameOfAMessageSaysThatItIsCompressed(int opcode) throws Exception {
        try (Talk talk = compressed(PerMessageDeflate.DEFAULT)) {
            talk.send(WebSocketFrame.text("x").open(), WebSocketFrame.of(opcode, Bytes.of("y")).rsv(4));
            talk.assertClosed(1002);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 256, 1_024, 4_096, 32_768})
    default void aCompressedMessageMayComeInFragmentsOfAnySize(int fragment) throws Exception {
        var words = new StringBuilder();
        for (int i = 0; words.length() < 131_072; i++) {
            words.append("word ").append(i * 2_654_435_761L);
        }
        String text = words.substring(0, fragment == 1 ? 1_024 : 131_072);
        for (boolean takeover : new boolean[]{false, true}) {
            try (Talk talk = compressed(PerMessageDeflate.DEFAULT.withContextTakeover(takeover));
                    var deflate = new ClientDeflate(takeover)) {
                for (int i = 0; i < 10; i++) {
                    talk.send(fragments(deflate.compress(WebSocketFrame.text(text)), fragment));
                    assertThat(deflate.decompress(talk.client().frame(TEXT)).utf8()).isEqualTo(text);
                }
            }
        }
    }

    private static WebSocketFrame[] fragments(WebSocketFrame whole, int size) {
        byte[] bytes = whole.payload().toByteArray();
        var all = new ArrayList<WebSocketFrame>();
        for (int at = 0; at < bytes.length; at += size) {
            int end = Math.min(at + size, bytes.length);
            all.add(new WebSocketFrame(end == bytes.length, at == 0 ? whole.rsv() : 0,
                    at == 0 ? whole.opcode() : CONTINUATION, true, Bytes.of(bytes, at, end)));
        }
        return all.toArray(WebSocketFrame[]::new);
    }

    @Test
    default void whatCannotBeCompressedComesBackToo() throws Exception {
        var random = new Random(7);
        try (Talk talk = compressed(PerMessageDeflate.DEFAULT); var deflate = new ClientDeflate(false)) {
            for (int size : new int[]{1, 100, 4_096, 131_072}) {
                var bytes = new byte[size];
                random.nextBytes(bytes);
                talk.send(deflate.compress(WebSocketFrame.of(BINARY, Bytes.of(bytes))));
                assertThat(deflate.decompress(talk.client().frame(BINARY))).isEqualTo(Bytes.of(bytes));
            }
        }
    }

    /**
     * What is agreed on, and messages both ways by it.
     *
     * @param offer what the client offers after {@code permessage-deflate}
     * @param agreed what the server answers after it; {@code -} when it declines
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                        | ''
            ; server_no_context_takeover                              | ; server_no_context_takeover
            ; client_no_context_takeover                              | ; client_no_context_takeover
            ; server_no_context_takeover; client_no_context_takeover  | ; server_no_context_takeover; client_no_context_takeover
            ; client_max_window_bits                                  | ''
            ; client_max_window_bits=9                                | ''
            ; server_max_window_bits=15                               | ; server_max_window_bits=15
            ; server_no_context_takeover; server_max_window_bits=15   | ; server_no_context_takeover; server_max_window_bits=15
            ; server_max_window_bits=9                                | -
            ; server_no_context_takeover; server_max_window_bits=9    | -
            ; server_max_window_bits=9, permessage-deflate; server_no_context_takeover, permessage-deflate | ; server_no_context_takeover
            ; server_max_window_bits=16                               | -
            ; client_max_window_bits=7                                | -
            ; a_parameter_of_no_rfc                                   | -
            """)
    default void theFirstOfferThatCanBeKeptIsAgreedOn(String offer, String agreed) throws Exception {
        try (Talk talk = compressed(PerMessageDeflate.DEFAULT.withContextTakeover(true),
                "sec-websocket-extensions: permessage-deflate" + offer);
                var deflate = new ClientDeflate(!agreed.contains("client_no_context_takeover"),
                        !agreed.contains("server_no_context_takeover"))) {
            assertThat(talk.client().head().header("sec-websocket-extensions").orElse("-"))
                    .isEqualTo(agreed.equals("-") ? "-" : "permessage-deflate" + agreed);
            for (int i = 0; i < 50; i++) {
                String text = ("a line that comes again and again, " + i + "; ").repeat(100);
                WebSocketFrame plain = WebSocketFrame.text(text);
                talk.send(agreed.equals("-") ? plain : deflate.compress(plain));
                WebSocketFrame back = talk.client().frame(TEXT);
                assertThat(back.rsv() == 4).as("is compressed").isNotEqualTo(agreed.equals("-"));
                assertThat(deflate.decompress(back).utf8()).isEqualTo(text);
            }
        }
    }

    @Test
    @LeavesNothing
    default void aBombIsClosedWith1009() throws Exception {
        try (Talk talk = compressed(PerMessageDeflate.DEFAULT); var deflate = new ClientDeflate(false)) {
            talk.send(deflate.compress(WebSocketFrame.of(BINARY, Bytes.of(new byte[16 << 20]))));
            talk.assertClosed(1009);
        }
    }

    @Test
    @LeavesNothing
    default void rubbishIsClosedWith1007() throws Exception {
        try (Talk talk = compressed(PerMessageDeflate.DEFAULT)) {
            talk.send(WebSocketFrame.of(BINARY, Bytes.of(new byte[]{-1, -1, -1, -1})).rsv(4));
            talk.assertClosed(1007);
        }
    }

    @Test
    default void aBroadcastReachesEveryKindOfClient() throws Exception {
        var message = Message.text("to all of you ".repeat(20));
        try (Talk talk = compressed(PerMessageDeflate.DEFAULT); var deflate = new ClientDeflate(false)) {
            WebSocket server = talk.server(); // before there is another, which might be open sooner
            try (var plain = RawWebSocket.open(talk.site().connect(), "/")) {
                server.send(message);
                WebSocketFrame frame = talk.client().frame();
                assertThat(frame.rsv()).isEqualTo(4);
                assertThat(deflate.decompress(frame).utf8()).isEqualTo("to all of you ".repeat(20));
                plain.send("still plain".repeat(20));
                assertThat(plain.frame().rsv()).isZero();
            }
        }
    }
}
