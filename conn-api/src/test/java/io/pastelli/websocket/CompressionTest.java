package io.pastelli.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pastelli.http.Headers;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7692: what is agreed on, what we compress, and what we do not decompress. */
class CompressionTest {
    private static final PerMessageDeflate PLAIN = PerMessageDeflate.DEFAULT.withMinSize(1);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"permessage-deflate | no no",
            "permessage-deflate; client_max_window_bits | no no",
            "Permessage-Deflate; client_max_window_bits=10; server_max_window_bits=15 | no no 15",
            "permessage-deflate; server_max_window_bits=10, permessage-deflate | no no",
            "permessage-deflate; server_max_window_bits=10 |",
            "permessage-deflate; client_max_window_bits=16 |",
            "permessage-deflate; client_max_window_bits=7 |", "permessage-deflate; server_max_window_bits |",
            "permessage-deflate; server_no_context_takeover=1 |", "permessage-deflate; unknown |",
            "permessage-deflate; server_no_context_takeover; server_no_context_takeover |",
            "x-webkit-deflate-frame |",
            "; |", ";;=,=; |"})
    void theFirstOfferThatCanBeKeptIsTaken(String offer, String answer) {
        var agreed = Compression.agree(Headers.of("sec-websocket-extensions", offer), PLAIN);
        assertThat(agreed.map(each -> each.answer().replace("permessage-deflate; ", "")
                .replace("server_no_context_takeover", "no").replace("client_no_context_takeover", "no")
                .replace("server_max_window_bits=", "").replace(";", "")))
                .isEqualTo(Optional.ofNullable(answer));
    }

    @Test
    void takeoverIsAgreedOnUnlessTheClientForbidsIt() {
        var ours = PLAIN.withContextTakeover(true);
        var free = Compression.agree(Headers.of("sec-websocket-extensions", "permessage-deflate"), ours)
                .orElseThrow();
        assertThat(free.ownTakeover() && free.clientTakeover()).isTrue();
        assertThat(free.answer()).isEqualTo("permessage-deflate");
        var bound = Compression.agree(Headers.of("sec-websocket-extensions",
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover"), ours)
                .orElseThrow();
        assertThat(bound.ownTakeover() || bound.clientTakeover()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsCompressedComesBackWhateverTheSplitWithAndWithoutTakeover(long seed) {
        var random = new Random(seed);
        boolean takeover = seed % 2 == 0;
        var agreed = new Compression(PLAIN.withContextTakeover(takeover), takeover, takeover, "");
        var heard = new Heard();
        var expected = new Heard();
        var decoder = new FrameDecoder(WebSocketOptions.defaults(), Optional.of(agreed), heard);
        try (var deflating = new Deflating(6)) {
            for (int i = 0; i < 200; i++) {
                String text = "word ".repeat(random.nextInt(400)) + random.nextLong();
                expected.text(text, 0);
                byte[] frame = bytes(Message.text(text));
                byte[] sent = random.nextInt(5) == 0
                        ? frame
                        : takeover ? deflating.compress(frame) : Deflating.alone(frame, PLAIN);
                byte[] wire = fragments(sent, random);
                for (int at = 0; at < wire.length;) {
                    int some = Math.min(wire.length - at, 1 + random.nextInt(500));
                    decoder.decode(wire, at, at + some);
                    at += some;
                }
            }
        }
        assertThat(heard.lines).isEqualTo(expected.lines);
    }

    private static byte[] bytes(Message message) {
        ByteBuffer frame = message.frame();
        var bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** The client's form of one of our frames: masked, and cut in two. */
    private static byte[] fragments(byte[] frame, Random random) {
        int header = frame[1] < 126 ? 2 : frame[1] == 126 ? 4 : 10;
        int cut = header + random.nextInt(frame.length - header + 1);
        return new ClientFrames(random)
                .frame(frame[0] & 0x7f, java.util.Arrays.copyOfRange(frame, header, cut))
                .frame(0x80, java.util.Arrays.copyOfRange(frame, cut, frame.length)).bytes();
    }

    @Test
    void aBombIsRefusedLongBeforeItIsLarge() {
        byte[] bomb = Deflating.alone(bytes(Message.binary(io.pastelli.http.Bytes.of(new byte[16 << 20]))),
                PLAIN);
        assertThat(bomb.length).isLessThan(20_000);
        assertThat(refused(bomb, WebSocketOptions.defaults().maxMessage(32 << 20))).as("by its ratio")
                .isEqualTo(1009);
        assertThat(refused(bomb, WebSocketOptions.defaults().maxMessage(60_000))).as("by its size")
                .isEqualTo(1009);
    }

    @Test
    void rubbishIsRefusedWith1007() {
        byte[] frame = {(byte) 0xc1, 4, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        assertThat(refused(frame, WebSocketOptions.defaults())).isEqualTo(1007);
    }

    @Test
    void aCompressedTextThatIsNoUtf8IsRefused() {
        byte[] text = bytes(Message.binary(io.pastelli.http.Bytes.of(new byte[]{'o', 'k', (byte) 0xff})));
        text[0] = (byte) 0x81;
        try (var deflating = new Deflating(6)) {
            assertThat(refused(deflating.compress(text), WebSocketOptions.defaults())).isEqualTo(1007);
        }
    }

    private static int refused(byte[] frame, WebSocketOptions options) {
        var agreed = new Compression(PLAIN, false, false, "");
        var decoder = new FrameDecoder(options, Optional.of(agreed), new Heard());
        byte[] wire = fragments(frame, new Random(1));
        return catchThrowableOfType(WebSocketException.class, () -> decoder.decode(wire, 0, wire.length))
                .status()
                .code();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void compressedRubbishIsRefusedOrDecodedAndNothingElse(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var agreed = new Compression(PLAIN, false, false, "");
            var decoder = new FrameDecoder(WebSocketOptions.defaults(), Optional.of(agreed), new Heard());
            byte[] good = Deflating.alone(bytes(Message.text("some words, some words " + i)), PLAIN);
            good[2 + random.nextInt(good.length - 2)] ^= (byte) (1 << random.nextInt(8));
            byte[] wire = fragments(good, random);
            try {
                decoder.decode(wire, 0, wire.length);
            } catch (WebSocketException e) {
                assertThat(e.status().code()).isIn(1007, 1009);
            }
        }
    }

    @Test
    void aMessageForManyIsCompressedOnce() {
        Message message = Message.text("many times the same ".repeat(100));
        assertThat(message.compressed(PLAIN).remaining()).isLessThan(200);
        assertThat(message.compressed(PLAIN)).isEqualTo(message.compressed(PLAIN));
    }
}
