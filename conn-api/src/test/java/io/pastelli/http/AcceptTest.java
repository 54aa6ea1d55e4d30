package io.pastelli.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
}
