package io.pastelli.testkit.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.http.Headers.Field;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HpackDecoderTest {
    private final HpackDecoder decoder = new HpackDecoder();

    private List<Field> decode(String hex) throws IOException {
        return decoder.decode(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** RFC 7541 appendix C.4: Huffman, static and dynamic table in three requests of one connection. */
    @Test
    void theRequestsOfTheRfcAreUnderstood() throws IOException {
        assertThat(decode("8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff")).containsExactly(
                new Field(":method", "GET"), new Field(":scheme", "http"), new Field(":path", "/"),
                new Field(":authority", "www.example.com"));
        assertThat(decode("8286 84be 5886 a8eb 1064 9cbf")).endsWith(
                new Field(":authority", "www.example.com"), new Field("cache-control", "no-cache"));
        assertThat(decode("8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf")).endsWith(
                new Field(":authority", "www.example.com"), new Field("custom-key", "custom-value"));
    }

    @Test
    void whatWasEncodedIsDecoded() throws IOException {
        String longValue = "v".repeat(5_000);
        assertThat(decoder.decode(Hpack.block(":path", "/", "x", longValue, "y", "\u00e4")))
                .containsExactly(new Field(":path", "/"), new Field("x", longValue),
                        new Field("y", "\u00e4"));
    }

    @Test
    void theLongestCodesAreDecoded() throws IOException {
        assertThat(Huffman.decode(HexFormat.of().parseHex("fffffff3")))
                .isEqualTo("\n".substring(0, 0) + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "ff80", "be", "0003", "00ffffffffffffff", "3fe21f", "008100"})
    void whatBreaksTheRulesIsRefused(String hex) {
        assertThatThrownBy(() -> decode(hex)).isInstanceOf(IOException.class);
    }
}
