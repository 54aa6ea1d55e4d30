package io.pastelli.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pastelli.fuzz.Untrusted;
import java.util.List;

class FieldFuzzTest {
    private static final List<String> OFFERED = List.of("text/html", "application/json", "image/*",
            "text/plain");

    @FuzzTest(maxDuration = "3m")
    void acceptChoosesWhatIsOfferedOrNothing(byte[] data) throws Exception {
        Untrusted.parse(data, () -> Accept.best(List.of(Untrusted.text(data)), OFFERED)
                .ifPresent(best -> assertThat(OFFERED).contains(best)));
    }

    @FuzzTest(maxDuration = "3m")
    void aCodingIsOneThatIsOffered(byte[] data) throws Exception {
        List<String> offered = List.of("br", "gzip");
        Untrusted.parse(data, () -> Accept.bestCoding(List.of(Untrusted.text(data)), offered)
                .ifPresent(best -> assertThat(offered).contains(best)));
    }

    @FuzzTest(maxDuration = "3m")
    void aDateIsReadOrNone(byte[] data) throws Exception {
        Untrusted.parse(data, () -> HttpDate.parse(Untrusted.text(data)).ifPresent(
                date -> assertThat(HttpDate.parse(HttpDate.format(date))).contains(date)));
    }

    @FuzzTest(maxDuration = "3m")
    void aFieldIsOneLineOrRefused(byte[] data) throws Exception {
        String[] parts = (Untrusted.text(data) + ":").split(":", 2);
        Untrusted.parse(data, () -> {
            try {
                Headers.empty().put(parts[0], parts[1]).forEach(field -> {
                    assertThat(field.name()).matches("[!#$%&'*+.^_`|~0-9a-z-]+");
                    assertThat(field.value()).doesNotContain("\r", "\n", "\0");
                });
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).doesNotContain("\r", "\n", "\0");
            }
        });
    }
}
