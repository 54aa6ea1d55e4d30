package io.pastelli.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pastelli.fuzz.Untrusted;
import java.time.Instant;
import java.util.List;

class CookieFuzzTest {
    @FuzzTest(maxDuration = "3m")
    void cookiesAreReadWhateverComes(byte[] data) throws Exception {
        Untrusted.parse(data, () -> Cookies.parse(List.of(Untrusted.text(data))).forEach((name, value) -> {
            assertThat(name).isNotEmpty().doesNotContain(";", "=");
            assertThat(value).doesNotContain(";");
        }));
    }

    @FuzzTest(maxDuration = "3m")
    void aCookieThatIsSetComesBackAndSetsNothingElse(byte[] data) throws Exception {
        String[] parts = (Untrusted.text(data) + "\n\n\n").split("\n", -1);
        Untrusted.parse(data, () -> {
            SetCookie cookie;
            String line;
            try {
                cookie = new SetCookie(parts[0], parts[1],
                        CookieOptions.DEFAULT.withPath("/" + parts[2]).withDomain(parts[3]));
                line = cookie.serialize(true, Instant.EPOCH);
            } catch (IllegalArgumentException e) {
                return; // a mistake of the program, and said so
            }
            assertThat(line.length()).isLessThanOrEqualTo(SetCookie.MOST_BYTES);
            assertThat(line.chars()).allMatch(c -> c >= ' ' && c < 0x7f);
            assertThat(line.split(";", -1)).hasSize(6);
            assertThat(Cookies.parse(List.of(line.split(";", -1)[0]))).containsEntry(cookie.name(),
                    cookie.value());
        });
    }
}
