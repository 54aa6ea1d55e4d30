package io.pastelli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    private final Headers three = Headers.of("a", "1", "b", "2", "a", "3");

    @Test
    void namesAreLowerCaseAndAskedForInAnyCase() {
        Headers headers = Headers.of("X-Sample", "v");
        assertThat(headers.iterator().next().name()).isEqualTo("x-sample");
        assertThat(headers.first("X-SAMPLE")).contains("v");
    }

    @Test
    void duplicatesKeepTheirOrder() {
        assertThat(three.all("a")).containsExactly("1", "3");
        assertThat(three.first("a")).contains("1");
        assertThat(three.size()).isEqualTo(3);
    }

    @Test
    void putLeavesExactlyOneAtThePlaceOfTheFirst() {
        assertThat(three.put("a", "9")).isEqualTo(Headers.of("a", "9", "b", "2"));
        assertThat(three.put("c", "9")).isEqualTo(Headers.of("a", "1", "b", "2", "a", "3", "c", "9"));
    }

    @Test
    void prependAndAppendKeepWhatIsThere() {
        assertThat(three.prepend("a", "0").all("a")).isEqualTo(List.of("0", "1", "3"));
        assertThat(three.append("a", "4").all("a")).isEqualTo(List.of("1", "3", "4"));
    }

    @Test
    void whatTheCoreAddsStandsAtTheEndAndLeavesTheOthersAsTheyAre() {
        assertThat(three.appendOwn("date", "today", "b", "4"))
                .isEqualTo(Headers.of("a", "1", "b", "2", "a", "3", "date", "today", "b", "4"));
        assertThat(three.size()).isEqualTo(3);
    }

    @Test
    void aFieldIsFoundByItsPlace() {
        Headers headers = Headers.of("A", "1", "b", "2");
        assertThat(headers.name(0)).isEqualTo("a");
        assertThat(headers.value(1)).isEqualTo("2");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> headers.name(2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> headers.value(-1));
    }

    @Test
    void commonNamesAreOneText() {
        String agent = Headers.lowerCase(String.join("-", "User", "Agent"));
        assertThat(agent).isEqualTo("user-agent")
                .isSameAs(Headers.lowerCase(String.join("-", "user", "agent")));
        assertThat(Headers.lowerCase("X-Rare")).isEqualTo("x-rare");
        assertThat(Headers.commonNames()).contains("User-Agent")
                .allSatisfy(name -> assertThat(Headers.lowerCase(name)).isSameAs(Headers.lowerCase(name)));
        assertThat(Headers.lowerCase("USER-AGENT")).isEqualTo("user-agent");
    }

    @Test
    void deleteLeavesNone() {
        assertThat(three.delete("A")).isEqualTo(Headers.of("b", "2"));
        assertThat(three.delete("z")).isSameAs(three);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\0b", "a\r\nset-cookie: x", "\u007f", "\u2603"})
    void aValueThatCouldForgeAFieldIsRefused(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> three.put("x", value))
                .withMessageContaining("header x");
        assertThatIllegalArgumentException().isThrownBy(() -> three.append("x", value));
        assertThatIllegalArgumentException().isThrownBy(() -> three.prepend("x", value));
        assertThatIllegalArgumentException().isThrownBy(() -> Headers.of("x", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "a\r\n", "\u00e4", "(x)", "a\0"})
    void aNameThatIsNoTokenIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> three.put(name, "v"));
    }

    @Test
    void aRefusedNameIsShownWithoutControlCharacters() {
        assertThatIllegalArgumentException().isThrownBy(() -> three.put("a\r\nb", "v"))
                .withMessageContaining("\\u000d")
                .withMessageNotContaining("\n");
    }

    @Test
    void aValueMayHaveATabAndLatin1AndLosesBlanksAround() {
        assertThat(Headers.of("x", " a\tb\u00e9 ").first("x")).contains("a\tb\u00e9");
    }

    @Test
    void toStringHidesCredentials() {
        String text = Headers.of("authorization", "Basic c2VjcmV0", "cookie", "id=1", "accept", "*/*")
                .toString();
        assertThat(text).contains("accept: */*").doesNotContain("c2VjcmV0").doesNotContain("id=1");
    }
}
