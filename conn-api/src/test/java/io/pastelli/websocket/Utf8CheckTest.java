package io.pastelli.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The check agrees with the JDK's decoder. */
class Utf8CheckTest {
    @Test
    void everySequenceOfUpToThreeBytesIsJudgedAsTheJdkDoes() {
        for (int i = 0; i < 1 << 24; i += i < 0x10000 || i >= 0xc20000 ? 61 : 65_537) {
            agree(new byte[]{(byte) (i >> 16), (byte) (i >> 8), (byte) i});
        }
        for (int i = 0; i < 1 << 16; i++) {
            agree(new byte[]{(byte) (i >> 8), (byte) i});
        }
    }

    @Test
    void mixturesOfGoodAndBadAreJudgedAsTheJdkDoes() {
        var random = new Random(5);
        for (int round = 0; round < 10_000; round++) {
            byte[] bytes = random.ints(random.nextInt(20), 0, 0x11_0000)
                    .map(point -> point >= 0xd800 && point < 0xe000 ? 'x' : point)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString()
                    .getBytes(UTF_8);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            agree(bytes);
        }
    }

    @Test
    void aBadByteIsRefusedAsSoonAsItComes() {
        var check = new Utf8Check();
        assertThat(check.accepts(new byte[]{(byte) 0xf4}, 0, 1)).isTrue();
        assertThat(check.complete()).isFalse();
        assertThat(check.accepts(new byte[]{(byte) 0x90}, 0, 1)).as("beyond U+10FFFF").isFalse();
    }

    private static void agree(byte[] bytes) {
        var check = new Utf8Check();
        int split = bytes.length / 2;
        boolean ours = check.accepts(bytes, 0, split) && check.accepts(bytes, split, bytes.length)
                && check.complete();
        boolean theirs = true;
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            theirs = false;
        }
        if (ours != theirs) {
            assertThat(ours).as(java.util.HexFormat.of().formatHex(bytes)).isEqualTo(theirs);
        }
    }
}
