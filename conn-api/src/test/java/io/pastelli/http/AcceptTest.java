package io.pastelli.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {
    private static final List<String> OFFERED = List.of("text/html", "application/json", "text/plain");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "application/json|application/json",
            "*/*|text/html",
            "text/*|text/html",
            "text/*;q=0.5, application/json|application/json",
            "text/html;q=0.1, text/plain;q=0.2|text/plain",
            "text/*, text/html;q=0|text/plain",
            "TEXT/PLAIN|text/plain",
            "application/json;q=bogus, text/plain;q=0.1|text/plain",
            "application/json;charset=utf-8;q=0.3, */*;q=0.1|application/json",
            "garbage, text/plain|text/plain"})
    void theBestTypeWins(String field, String best) {
        assertThat(Accept.best(List.of(field), OFFERED)).contains(best);
    }

    @Test
    void withoutTheFieldTheFirstOfferIsTaken() {
        assertThat(Accept.best(List.of(), OFFERED)).contains("text/html");
    }

    @Test
    void nothingIsTakenWhenNothingFits() {
        assertThat(Accept.best(List.of("image/png, text/*;q=0"), OFFERED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"gzip, br|br", "gzip;q=0.5, br;q=0.4|gzip", "*|br", "*, br;q=0|zstd",
            "x-gzip|gzip", "GZIP ; Q=1.000|gzip", "identity, gzip|gzip", "identity;q=0, gzip;q=.001|gzip",
            "gzip;q=0, gzip|none", "identity, gzip;q=0.9|none", "gzip;q=2|none", "gzip;q=|none",
            "deflate|none",
            "gzip;q=NaN, br;q=0x1p1, zstd;q=1e0|none", "br;q=0.1234567890|none", "'' |none", "*;q=0|none"})
    void theBestCodingWins(String field, String best) {
        assertThat(Accept.bestCoding(List.of(field), List.of("br", "zstd", "gzip")).orElse("none"))
                .isEqualTo(best);
    }

    @Test
    void withoutTheFieldNothingIsCoded() {
        assertThat(Accept.bestCoding(List.of(), List.of("gzip"))).isEmpty();
    }

    @Test
    void severalFieldsAreOneList() {
        assertThat(Accept.bestCoding(List.of("gzip;q=0.5", "br;q=0.9"), List.of("gzip", "br")))
                .contains("br");
    }

    @Test
    void sixtyFourElementsAreReadAndNoMore() {
        String many = "a/b, ".repeat(63);
        assertThat(Accept.best(List.of(many + "text/plain"), OFFERED)).contains("text/plain");
        assertThat(Accept.best(List.of(many + "a/b, text/plain"), OFFERED)).isEmpty();
        assertThat(Accept.bestCoding(List.of("x,".repeat(63) + "gzip"), List.of("gzip"))).contains("gzip");
        assertThat(Accept.bestCoding(List.of("x,".repeat(64) + "gzip"), List.of("gzip"))).isEmpty();
    }

    @Test
    void noWishIsAnErrorAndOnlyWhatIsOfferedIsChosen() {
        var random = new Random(13);
        for (int i = 0; i < 20_000; i++) {
            var field = new StringBuilder();
            for (int n = random.nextInt(24); n > 0; n--) {
                field.append("brgzip/*,;q=0.15 \t".charAt(random.nextInt(18)));
            }
            List<String> fields = List.of(field.toString());
            Accept.bestCoding(fields, List.of("br")).ifPresent(coding -> assertThat(coding).isEqualTo("br"));
            Accept.best(fields, OFFERED).ifPresent(type -> assertThat(OFFERED).contains(type));
        }
    }
}
