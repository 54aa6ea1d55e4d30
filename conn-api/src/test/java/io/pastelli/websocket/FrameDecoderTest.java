package io.pastelli.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 section 5, in pieces of every size. */
class FrameDecoderTest {
    private static final WebSocketOptions SMALL = WebSocketOptions.defaults().maxMessage(70_000);

    private final Heard heard = new Heard();
    private final FrameDecoder decoder = new FrameDecoder(SMALL, Optional.empty(), heard);
    private final ClientFrames frames = new ClientFrames(new Random(1));

    private List<String> decode() {
        byte[] bytes = frames.bytes();
        decoder.decode(bytes, 0, bytes.length);
        return heard.lines;
    }

    private int refused() {
        return ((WebSocketException) catchThrowable(this::decode)).status().code();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anySplitOfTheBytesGivesTheSameMessages(long seed) {
        var random = new Random(seed);
        var expected = new ArrayList<String>();
        byte[] bytes = traffic(random, expected);
        for (int round = 0; round < 12; round++) {
            var found = new Heard();
            var each = new FrameDecoder(SMALL, Optional.empty(), found);
            for (int at = 0; at < bytes.length;) {
                int some = Math.min(bytes.length - at, round == 0 ? 1 : 1 + random.nextInt(1 << round));
                byte[] piece = Arrays.copyOfRange(bytes, at, at + some);
                each.decode(piece, 0, some);
                at += some;
            }
            assertThat(found.lines).isEqualTo(expected);
        }
    }

    /** Texts, binary messages in fragments with control frames between, and a close frame. */
    private static byte[] traffic(Random random, List<String> expected) {
        var frames = new ClientFrames(random);
        for (int i = 0; i < 20; i++) {
            var payload = new byte[random.nextInt(4) == 0 ? random.nextInt(70_000) : random.nextInt(300)];
            random.nextBytes(payload);
            boolean text = random.nextBoolean();
            byte[] message = text
                    ? new String(payload, UTF_8).substring(0, payload.length / 4).getBytes(UTF_8)
                    : payload;
            int first = text ? Opcode.TEXT : Opcode.BINARY;
            int at = 0;
            while (random.nextInt(3) > 0 && at < message.length) {
                int some = 1 + random.nextInt(message.length - at);
                frames.frame(first, Arrays.copyOfRange(message, at, at + some));
                frames.frame(0x80 | Opcode.PING, ("p" + at).getBytes(UTF_8));
                expected.add("ping p" + at);
                first = Opcode.CONTINUATION;
                at += some;
            }
            frames.frame(0x80 | first, Arrays.copyOfRange(message, at, message.length));
            var line = new Heard();
            if (text) {
                line.text(new String(message, UTF_8), 0);
            } else {
                line.binary(io.pastelli.http.Bytes.of(message));
            }
            expected.addAll(line.lines);
        }
        frames.frame(0x80 | Opcode.CLOSE, new byte[]{3, (byte) 0xe8, 'b', 'y', 'e'});
        frames.text("nobody sees this");
        expected.add("close 1000 bye");
        return frames.bytes();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rubbishIsRefusedOrDecodedAndNothingElse(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            var each = new FrameDecoder(SMALL, Optional.empty(), new Heard());
            var rubbish = new byte[random.nextInt(200)];
            random.nextBytes(rubbish);
            if (rubbish.length > 1 && random.nextBoolean()) {
                rubbish[0] &= (byte) 0x8f; // past the first checks
                rubbish[1] |= (byte) 0x80;
            }
            Throwable thrown = catchThrowable(() -> each.decode(rubbish, 0, rubbish.length));
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(WebSocketException.class);
            }
        }
    }

    @Test
    void aFrameThatAnnouncesMuchTakesNoMemoryBeforeItComes() {
        var assembly = new Assembly();
        assembly.add(new byte[10], 0, 10, 1 << 20);
        assertThat(assembly.bytes().length).isLessThanOrEqualTo(4096);
        for (int i = 0; i < 1000; i++) {
            assembly.add(new byte[1000], 0, 1000, (1 << 20) - i * 1000);
            assertThat(assembly.bytes().length).isLessThanOrEqualTo(Math.max(4096, 2 * assembly.size()));
        }
    }

    @Test
    void lengthsAtTheBordersAreRead() {
        for (int length : new int[]{0, 1, 125, 126, 127, 65_535, 65_536}) {
            frames.text("x".repeat(length));
        }
        assertThat(decode()).extracting(String::length).containsExactly(5, 6, 130, 131, 132, 65_540, 65_541);
    }

    @Test
    void aMessageIsRefusedAtTheHeaderThatMakesItTooLarge() {
        frames.frame(Opcode.BINARY, new byte[60_000]);
        decode();
        byte[] next = new ClientFrames(new Random(2)).frame(0x80, new byte[10_001]).bytes();
        assertThatThrownBy(() -> decoder.decode(next, 0, 8)).hasMessageContaining("1009");
    }

    @Test
    void aFrameIsRefusedAtTheHeaderThatAnnouncesTooMuch() {
        byte[] head = {(byte) 0x82, (byte) 0xff, 0x7f, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0};
        assertThatThrownBy(() -> decoder.decode(head, 0, head.length)).hasMessageContaining("1009");
    }

    @ParameterizedTest
    @CsvSource({"0xc1, 1002", "0xa1, 1002", "0x91, 1002", "0xb2, 1002", "0xc9, 1002", "0x83, 1002",
            "0x87, 1002",
            "0x8b, 1002", "0x8f, 1002", "0x80, 1002", "0x00, 1002", "0x09, 1002", "0x08, 1002", "0x0a, 1002"})
    void reservedAndMisplacedBitsAreRefused(String first, int code) {
        frames.frame(Integer.decode(first), new byte[]{});
        assertThat(refused()).isEqualTo(code);
    }

    @Test
    void anUnmaskedFrameIsRefused() {
        byte[] unmasked = {(byte) 0x81, 1, 'x'};
        assertThatThrownBy(() -> decoder.decode(unmasked, 0, 3)).hasMessageContaining("1002");
    }

    @Test
    void aControlFrameWith126BytesIsRefused() {
        frames.frame(0x80 | Opcode.PING, new byte[126]);
        assertThat(refused()).isEqualTo(1002);
    }

    @Test
    void aNewMessageInsideAnotherIsRefused() {
        frames.frame(Opcode.TEXT, new byte[]{'a'}).text("b");
        assertThat(refused()).isEqualTo(1002);
    }

    @Test
    void aLengthWrittenInMoreBytesThanItNeedsIsRefused() {
        byte[] wide = {(byte) 0x81, (byte) 0xfe, 0, 5, 0, 0, 0, 0};
        assertThatThrownBy(() -> decoder.decode(wide, 0, wide.length)).hasMessageContaining("1002");
        var other = new FrameDecoder(SMALL, Optional.empty(), heard);
        byte[] negative = {(byte) 0x81, (byte) 0xff, -1, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0};
        assertThatThrownBy(() -> other.decode(negative, 0, negative.length)).hasMessageContaining("1002");
    }

    @Test
    void aFewEmptyFragmentsAreTakenAndManyAreNot() {
        frames.frame(Opcode.TEXT, new byte[0]).frame(Opcode.CONTINUATION, new byte[0]).frame(0x80,
                new byte[0]);
        assertThat(decode()).containsExactly("text ");
        for (int i = 0; i < 20; i++) {
            frames.frame(i == 0 ? Opcode.TEXT : Opcode.CONTINUATION, new byte[0]);
        }
        assertThat(refused()).isEqualTo(1008);
    }

    @Test
    void aTextIsRefusedAtItsFirstBadByte() {
        frames.frame(Opcode.TEXT, new byte[]{'o', 'k', (byte) 0xc0});
        assertThat(refused()).isEqualTo(1007);
    }

    @Test
    void aTextThatEndsInsideACharacterIsRefused() {
        frames.frame(Opcode.TEXT, new byte[]{(byte) 0xc3}).frame(0x80, new byte[0]);
        assertThat(refused()).isEqualTo(1007);
    }

    @Test
    void aCharacterMayBeSplitBetweenFragments() {
        frames.frame(Opcode.TEXT, new byte[]{(byte) 0xc3}).frame(0x80, new byte[]{(byte) 0xbc});
        assertThat(decode()).containsExactly("text ü");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1012, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
    void closeCodesThatNobodyMaySendAreRefused(int code) {
        frames.frame(0x80 | Opcode.CLOSE, new byte[]{(byte) (code >> 8), (byte) code});
        assertThat(refused()).isEqualTo(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999})
    void closeCodesAreTaken(int code) {
        frames.frame(0x80 | Opcode.CLOSE, new byte[]{(byte) (code >> 8), (byte) code});
        assertThat(decode()).containsExactly("close " + code + " ");
    }

    @Test
    void aCloseFrameWithOneByteOrABadReasonIsRefused() {
        frames.frame(0x80 | Opcode.CLOSE, new byte[]{3});
        assertThat(refused()).isEqualTo(1002);
        var other = new FrameDecoder(SMALL, Optional.empty(), heard);
        byte[] bad = new ClientFrames(new Random(3)).frame(0x88, new byte[]{3, (byte) 0xe8, (byte) 0xff})
                .bytes();
        assertThatThrownBy(() -> other.decode(bad, 0, bad.length)).hasMessageContaining("1007");
    }
}
