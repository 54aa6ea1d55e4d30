package io.pastelli.conn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pastelli.http.HttpException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
    @Test
    void thePathIsSplitButNotDecoded() {
        RequestTarget target = RequestTarget.parse("GET", "/a%2Fb//c;x=1/../+/?q=%31&q=2");
        assertThat(target.path()).isEqualTo("/a%2Fb//c;x=1/../+/");
        assertThat(target.segments()).containsExactly("a%2Fb", "c;x=1", "..", "+");
        assertThat(target.query()).isEqualTo("q=%31&q=2");
        assertThat(target.params().all("q")).containsExactly("1", "2");
    }

    @Test
    void absoluteFormGivesTheAuthority() {
        RequestTarget target = RequestTarget.parse("GET", "http://example.org:81/x?y");
        assertThat(target.authority()).isEqualTo("example.org:81");
        assertThat(target.path()).isEqualTo("/x");
        assertThat(target.query()).isEqualTo("y");
        assertThat(RequestTarget.parse("GET", "http://example.org?y").path()).isEqualTo("/");
        assertThat(RequestTarget.parse("GET", "http://example.org").path()).isEqualTo("/");
        assertThat(RequestTarget.parse("GET", "http://").path()).isEqualTo("/");
    }

    @Test
    void theAsteriskIsForOptionsOnly() {
        assertThat(RequestTarget.parse("OPTIONS", "*").segments()).isEmpty();
        assertThatExceptionOfType(HttpException.class).isThrownBy(() -> RequestTarget.parse("GET", "*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "/%", "/%zz", "/%ff", "/a#b", "example.org:443", "?"})
    void anythingElseIsABadRequest(String target) {
        assertThatExceptionOfType(HttpException.class).isThrownBy(() -> RequestTarget.parse("GET", target))
                .matches(e -> e.status() == 400);
    }

    @Test
    void garbageIsParsedOrABadRequestAndNothingElse() {
        var random = new Random(3);
        String alphabet = "/%?#:*.;&=+a1 \u00e9[]";
        for (int i = 0; i < 50_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(14); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                RequestTarget.parse("GET", text.toString()).params();
            } catch (HttpException e) {
                assertThat(e.status()).isEqualTo(400);
            }
        }
    }
}
