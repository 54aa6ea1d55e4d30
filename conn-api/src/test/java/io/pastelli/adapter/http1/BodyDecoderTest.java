package io.pastelli.adapter.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pastelli.adapter.RefusedException;
import io.pastelli.adapter.RequestHead;
import io.pastelli.http.Headers;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyDecoderTest {
    private static final String CHUNKS = "3;ext=\"a\"\r\nabc\r\n0A \r\n0123456789\r\n0\r\nT: v\r\nU: w\r\n\r\n";

    private final StringBuilder body = new StringBuilder();

    private int take(byte[] bytes, int from, int length) {
        body.append(new String(bytes, from, length, ISO_8859_1));
        return length;
    }

    private static BodyDecoder chunked() {
        return BodyDecoder.of(RequestHead.UNDECLARED, 2);
    }

    @Test
    void chunksAreDecodedHoweverTheyCome() throws RefusedException {
        byte[] bytes = (CHUNKS + "GET").getBytes(ISO_8859_1);
        var random = new Random(5);
        for (int round = 0; round < 200; round++) {
            body.setLength(0);
            BodyDecoder decoder = chunked();
            int at = 0;
            while (!decoder.ended()) {
                at = decoder.decode(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(9)),
                        this::take);
            }
            assertThat(at).isEqualTo(CHUNKS.length());
            assertThat(body).hasToString("abc0123456789");
            assertThat(decoder.trailers()).isEqualTo(Headers.of("t", "v", "u", "w"));
        }
    }

    @Test
    void stepByStepIsTheSame() throws RefusedException {
        byte[] bytes = CHUNKS.getBytes(ISO_8859_1);
        BodyDecoder decoder = chunked();
        for (int at = 0; !decoder.ended();) {
            int data = decoder.data(bytes.length - at);
            if (data == 0) {
                decoder.framing(bytes[at++]);
            } else {
                at += take(bytes, at, data);
                decoder.took(data);
            }
        }
        assertThat(body).hasToString("abc0123456789");
    }

    @Test
    void aDeclaredLengthEndsWithItsLastByte() throws RefusedException {
        BodyDecoder decoder = BodyDecoder.of(3, 0);
        assertThat(decoder.decode("abcdef".getBytes(ISO_8859_1), 0, 6, this::take)).isEqualTo(3);
        assertThat(decoder.ended()).isTrue();
        assertThat(body).hasToString("abc");
        assertThat(BodyDecoder.of(0, 0).ended()).isTrue();
    }

    @Test
    void aFullSinkStops() throws RefusedException {
        BodyDecoder decoder = BodyDecoder.of(6, 0);
        byte[] bytes = "abcdef".getBytes(ISO_8859_1);
        assertThat(decoder.decode(bytes, 0, 6, (from, at, length) -> body.isEmpty() ? take(from, at, 2) : 0))
                .isEqualTo(2);
        assertThat(decoder.atLeastLeft()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "x\r\n", "-1\r\n", "3\nabc", "3\r\nabcd", "0\r\na b: c\r\n\r\n",
            "0\r\na: b\r\nc: d\r\ne: f\r\n\r\n", "1111111111111111\r\n", "1;\u0000"})
    void whatIsNoChunkIsRefused(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> chunked().decode(bytes, 0, bytes.length, this::take));
    }

    @Test
    void extensionsAndTrailersAreBounded() {
        for (String endless : new String[]{"1;" + "a".repeat(10_000), "0\r\na: " + "b".repeat(10_000)}) {
            byte[] bytes = endless.getBytes(ISO_8859_1);
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> chunked().decode(bytes, 0, bytes.length, this::take));
        }
    }
}
