package io.pastelli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentTest {
    @Test
    void aPlusIsABlankInFormsOnly() {
        assertThat(Percent.decode("a+b%2Fc")).isEqualTo("a+b/c");
        assertThat(Percent.decodeForm("a+b%2Bc")).isEqualTo("a b+c");
    }

    @Test
    void decodesOnceOnly() {
        assertThat(Percent.decode("%2520")).isEqualTo("%20");
    }

    @Test
    void rawOctetsAreUtf8() {
        String octets = new String("grün".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(Percent.decode(octets)).isEqualTo("grün");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%2", "a%2", "%zz", "%+1", "% 1", "%\uff11\uff11", "%ff", "%c0%af",
            "%ed%a0%80", "%e2%98"})
    void malformedEscapesAreABadRequest(String text) {
        assertThatExceptionOfType(HttpException.class).isThrownBy(() -> Percent.decode(text))
                .matches(e -> e.status() == 400);
        assertThatExceptionOfType(HttpException.class).isThrownBy(() -> Percent.decodeForm(text));
    }

    @Test
    void decodesWhatTheJdkEncodes() {
        var random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            String text = random.ints(random.nextInt(12), 1, 0x2000).mapToObj(Character::toString)
                    .collect(Collectors.joining());
            assertThat(Percent.decodeForm(URLEncoder.encode(text, StandardCharsets.UTF_8))).isEqualTo(text);
        }
    }

    @Test
    void garbageIsEitherDecodedOrABadRequest() {
        var random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(8), 0, 256).mapToObj(Character::toString)
                    .collect(Collectors.joining("", "%", ""));
            try {
                Percent.decode(text);
            } catch (HttpException e) {
                assertThat(e.status()).isEqualTo(400);
            }
        }
    }

    @Test
    void whatIsEncodedIsDecodedAgain() {
        String all = "aZ09-._~!$&'()*+,;=:@ /?#[]%\"<>\\^`{|}\0\u007fé€😀";
        assertThat(Percent.encode(all)).startsWith("aZ09-._~!$&'()*+,;=:@%20%2F%3F%23%5B%5D%25%22")
                .endsWith("%00%7F%C3%A9%E2%82%AC%F0%9F%98%80");
        assertThat(Percent.decode(Percent.encode(all))).isEqualTo(all);
        assertThat(Percent.encodeForm(all)).startsWith("aZ09-._%7E%21%24%26%27%28%29*%2B%2C%3B%3D%3A%40+%2F");
        assertThat(Percent.decodeForm(Percent.encodeForm(all))).isEqualTo(all);
    }
}
