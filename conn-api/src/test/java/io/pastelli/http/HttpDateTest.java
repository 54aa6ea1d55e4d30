package io.pastelli.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
    private static final Instant EXAMPLE = Instant.parse("1994-11-06T08:49:37Z");

    @ParameterizedTest
    @ValueSource(strings = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994"})
    void allThreeFormsAreRead(String text) {
        assertThat(HttpDate.parse(text)).contains(EXAMPLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 31 Feb 2026 08:49:37 GMT",
            "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "sun, 06 nov 1994 08:49:37 gmt",
            "Sun, 06 Nov 1994 08:49:61 GMT", "1994-11-06T08:49:37Z", "Sun Nov 66 08:49:37 1994",
            "Sun, \u0660\u0666 Nov 1994 08:49:37 GMT"})
    void whatIsNoDateIsEmpty(String text) {
        assertThat(HttpDate.parse(text)).isEmpty();
    }

    @Test
    void aLeapSecondIsTheOneBefore() {
        assertThat(HttpDate.parse("Sat, 31 Dec 2016 23:59:60 GMT"))
                .contains(Instant.parse("2016-12-31T23:59:59Z"));
    }

    @Test
    void theYearZeroStaysTheYearZero() {
        assertThat(HttpDate.format(HttpDate.parse("Fri, 31 Dec 0000 23:59:59 GMT").orElseThrow()))
                .isEqualTo("Sun, 31 Dec 0000 23:59:59 GMT");
    }

    @Test
    void itIsFormattedAsByTheJdk() {
        var formatter = DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
                .withZone(ZoneOffset.UTC);
        var random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            Instant instant = Instant.ofEpochSecond(random.nextLong(-62_167_219_200L, 253_402_300_800L), i);
            assertThat(HttpDate.format(instant)).isEqualTo(formatter.format(instant));
        }
    }

    @Test
    void whatIsFormattedIsReadAgain() {
        var random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            Instant instant = Instant.ofEpochSecond(random.nextLong(0, 253_402_300_000L));
            assertThat(HttpDate.parse(HttpDate.format(instant))).contains(instant);
        }
    }

    @Test
    void noTextIsAnError() {
        var random = new Random(5);
        String alphabet = "Sun, 06Nov194:837GMT-day";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder("Sun, 06 Nov 1994 08:49:37 GMT");
            for (int n = 0; n < 3; n++) {
                text.setCharAt(random.nextInt(text.length()),
                        alphabet.charAt(random.nextInt(alphabet.length())));
            }
            HttpDate.parse(text.toString());
        }
    }
}
