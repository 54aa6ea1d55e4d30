package io.pastelli.testkit.tck;

import static io.pastelli.testkit.websocket.WebSocketFrame.BINARY;
import static io.pastelli.testkit.websocket.WebSocketFrame.CONTINUATION;
import static io.pastelli.testkit.websocket.WebSocketFrame.PING;
import static io.pastelli.testkit.websocket.WebSocketFrame.PONG;
import static io.pastelli.testkit.websocket.WebSocketFrame.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.http.Bytes;
import io.pastelli.testkit.websocket.WebSocketFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames, pings, reserved bits, opcodes and fragments: the content of groups 1 to 5 of Autobahn's test suite. */
@LeavesNothing
interface WebSocketFramingContract extends WebSocketContract {
    /** A message that is right, and one that breaks the protocol. */
    record Wrong(String name, List<WebSocketFrame> frames) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 128, 65_535, 65_536, 200_000})
    default void aMessageOfAnySizeComesBack(int size) throws Exception {
        try (Talk talk = talk()) {
            String text = "*".repeat(size);
            talk.client().send(text);
            assertThat(talk.client().text()).isEqualTo(text);
            Bytes bytes = Bytes.of(new byte[size]);
            talk.send(WebSocketFrame.of(BINARY, bytes));
            assertThat(talk.client().binary()).isEqualTo(bytes);
        }
    }

    /** In writes of so many bytes, which end anywhere in the frames. */
    private static void chopped(Talk talk, int size, WebSocketFrame... frames) throws IOException {
        for (WebSocketFrame frame : frames) {
            byte[] bytes = frame.encode();
            for (int at = 0; at < bytes.length; at += size) {
                talk.client().client()
                        .send(Arrays.copyOfRange(bytes, at, Math.min(at + size, bytes.length)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"18, 1", "65536, 997", "262144, 64", "1048576, 2048"})
    default void aMessageMayComeInWritesOfAnySize(int size, int write) throws Exception {
        try (Talk talk = talk()) {
            String text = "*".repeat(size);
            for (int opcode : new int[]{TEXT, BINARY}) {
                var frame = WebSocketFrame.of(opcode, Bytes.of(text));
                var writer = Eventually.virtual(() -> chopped(talk, write, frame));
                assertThat(talk.client().frame(opcode).text()).isEqualTo(text);
                Eventually.get(writer);
            }
        }
    }

    @Test
    default void controlFramesAndFragmentsMayComeByteByByte() throws Exception {
        try (Talk talk = talk()) {
            var payload = new byte[125];
            for (int i = 0; i < payload.length; i++) {
                payload[i] = (byte) (200 + i);
            }
            chopped(talk, 1, WebSocketFrame.of(PONG, Bytes.empty()), WebSocketFrame.text("one ").open(),
                    WebSocketFrame.of(PING, Bytes.of(payload)),
                    WebSocketFrame.of(CONTINUATION, Bytes.of("two ")).open());
            assertThat(talk.client().frame(PONG).payload()).as("no UTF-8").isEqualTo(Bytes.of(payload));
            chopped(talk, 1, WebSocketFrame.of(PING, Bytes.empty()),
                    WebSocketFrame.of(CONTINUATION, Bytes.of("three")));
            assertThat(talk.client().frame(PONG).payload()).isEqualTo(Bytes.empty());
            assertThat(talk.client().text()).isEqualTo("one two three");
        }
    }

    @Test
    default void aMessageMayComeWithTheHandshakesLastBytes() throws Exception {
        try (Site site = serve(conn -> conn.upgradeWebSocket(new Echo())); var client = site.connect()) {
            client.send(io.pastelli.testkit.client.Requests.head("GET", "/")
                    + io.pastelli.testkit.websocket.RawWebSocket.HANDSHAKE + "\r\n\r\n"
                    + new String(WebSocketFrame.text("early").encode(),
                            java.nio.charset.StandardCharsets.ISO_8859_1));
            assertThat(client.readHead().status()).isEqualTo(101);
            assertThat(WebSocketFrame.read(client::bytes).orElseThrow().text()).isEqualTo("early");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125})
    default void aPingIsAnsweredWithItsPayload(int size) throws Exception {
        try (Talk talk = talk()) {
            Bytes payload = Bytes.of(new byte[size]);
            talk.send(WebSocketFrame.of(PING, payload));
            assertThat(talk.client().frame(PONG).payload()).isEqualTo(payload);
        }
    }

    @Test
    default void pongsThatNobodyAskedForAreTakenAndOursAreToldOf() throws Exception {
        try (Talk talk = talk()) {
            talk.send(WebSocketFrame.of(PONG, Bytes.of("unasked")));
            assertThat(talk.echo().pongs.poll(10, TimeUnit.SECONDS)).isEqualTo("unasked");
            talk.server().ping(Bytes.of("mine"));
            talk.send(WebSocketFrame.of(PONG, talk.client().frame(PING).payload()));
            assertThat(talk.echo().pongs.poll(10, TimeUnit.SECONDS)).isEqualTo("mine");
        }
    }

    @Test
    default void pingsInARowAreAnsweredTheLastAtLeast() throws Exception {
        try (Talk talk = talk()) {
            for (int i = 0; i < 10; i++) {
                talk.send(WebSocketFrame.of(PING, Bytes.of("p" + i)));
            }
            while (!talk.client().frame(PONG).text().equals("p9")) {
                // RFC 6455 section 5.5.3: earlier ones may be answered too
            }
        }
    }

    @Test
    default void fragmentsMakeOneMessageAndControlFramesMayComeBetween() throws Exception {
        try (Talk talk = talk()) {
            talk.send(WebSocketFrame.text("one ").open(), WebSocketFrame.of(PING, Bytes.of("between")),
                    WebSocketFrame.of(CONTINUATION, Bytes.of("two ")).open(),
                    WebSocketFrame.of(CONTINUATION, Bytes.empty()).open(),
                    WebSocketFrame.of(CONTINUATION, Bytes.of("three")));
            assertThat(talk.client().frame(PONG).text()).isEqualTo("between");
            assertThat(talk.client().text()).isEqualTo("one two three");
            talk.send(WebSocketFrame.of(BINARY, Bytes.empty()).open(),
                    WebSocketFrame.of(CONTINUATION, Bytes.empty()));
            assertThat(talk.client().binary()).isEqualTo(Bytes.empty());
        }
    }

    @ParameterizedTest
    @MethodSource("io.pastelli.testkit.tck.WebSocketFramingContract#wrongs")
    default void whatBreaksTheProtocolIsClosedWith1002AfterWhatCameBeforeIsAnswered(Wrong wrong)
            throws Exception {
        try (Talk talk = talk()) {
            var all = new ArrayList<WebSocketFrame>();
            all.add(WebSocketFrame.text("right"));
            all.addAll(wrong.frames());
            talk.send(all.toArray(WebSocketFrame[]::new));
            assertThat(talk.client().text()).isEqualTo("right");
            talk.assertClosed(1002);
            assertThat(talk.echo().ended().status().code()).isEqualTo(1002);
        }
        try (Talk talk = talk()) {
            chopped(talk, 1, wrong.frames().toArray(WebSocketFrame[]::new));
            talk.assertClosed(1002);
        }
    }

    /** Everything that sections 5.2 to 5.5 of RFC 6455 forbid. */
    static Stream<Wrong> wrongs() {
        var all = new ArrayList<Wrong>();
        for (int rsv = 1; rsv < 8; rsv++) {
            all.add(new Wrong("rsv " + rsv, List.of(WebSocketFrame.text("x").rsv(rsv))));
        }
        all.add(new Wrong("rsv on a binary", List.of(WebSocketFrame.of(BINARY, Bytes.of("x")).rsv(5))));
        all.add(new Wrong("rsv on a ping", List.of(WebSocketFrame.of(PING, Bytes.empty()).rsv(4))));
        all.add(new Wrong("rsv on a close", List.of(WebSocketFrame.close(1000, "").rsv(7))));
        for (int opcode : new int[]{3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
            all.add(new Wrong("opcode " + opcode, List.of(WebSocketFrame.of(opcode, Bytes.empty()))));
        }
        all.add(new Wrong("unmasked", List.of(WebSocketFrame.text("x").unmasked())));
        all.add(new Wrong("ping of 126 bytes", List.of(WebSocketFrame.of(PING, Bytes.of(new byte[126])))));
        all.add(new Wrong("close of 126 bytes", List.of(WebSocketFrame.close(1000, "x".repeat(124)))));
        all.add(new Wrong("ping in fragments", List.of(WebSocketFrame.of(PING, Bytes.of("x")).open())));
        all.add(new Wrong("pong in fragments", List.of(WebSocketFrame.of(PONG, Bytes.of("x")).open())));
        all.add(new Wrong("close in fragments", List.of(WebSocketFrame.close(1000, "").open())));
        all.add(new Wrong("continuation of nothing",
                List.of(WebSocketFrame.of(CONTINUATION, Bytes.of("x")))));
        all.add(new Wrong("continuation of nothing, not the last",
                List.of(WebSocketFrame.of(CONTINUATION, Bytes.of("x")).open())));
        all.add(new Wrong("continuation of a whole message", List.of(WebSocketFrame.of(PONG, Bytes.empty()),
                WebSocketFrame.of(CONTINUATION, Bytes.of("x")).open(), WebSocketFrame.text("y"))));
        all.add(new Wrong("text inside a text",
                List.of(WebSocketFrame.text("x").open(), WebSocketFrame.text("y"))));
        all.add(new Wrong("binary inside a text",
                List.of(WebSocketFrame.text("x").open(), WebSocketFrame.of(BINARY, Bytes.of("y")))));
        return all.stream();
    }
}
