package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.http.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The conditions and names that Static reads, whatever a client writes into them. */
@Timeout(60)
class NegotiationTest {
    @Test
    void noConditionIsAnError() {
        var random = new Random(17);
        for (int i = 0; i < 20_000; i++) {
            Headers request = Headers.received(new String[]{"if-none-match", text(random, "W/\"ab, *"),
                    "if-match", text(random, "W/\"ab, *"),
                    "if-modified-since", text(random, "Sun, 0126:GMT"), "if-range", text(random, "W/\"ab")});
            Preconditions.check(request, "ab", Instant.EPOCH);
            Preconditions.rangeApplies(request, "ab", Instant.EPOCH);
        }
    }

    @Test
    void aLongListOfTagsTakesNoLongTime() {
        for (String hostile : List.of("\"a\",".repeat(2_000), ",".repeat(8_000), "\"" + "a".repeat(8_000),
                " ".repeat(8_000) + "x",
                "\"a\" ".repeat(2_000))) {
            long begun = System.nanoTime();
            Preconditions.check(Headers.received(new String[]{"if-none-match", hostile}), "b", Instant.EPOCH);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void everyNameThatIsSafeIsOneNameAndNoWayOut() {
        var random = new Random(19);
        for (int i = 0; i < 50_000; i++) {
            String name = text(random, "ab./\\:%~ \u0000conaux1");
            if (FileNames.safe(name)) {
                assertThat(name).isNotIn(".", "..", "con", "aux").doesNotContain("/").doesNotContain("\\")
                        .doesNotContain("\u0000").doesNotContain(":");
            }
        }
    }

    private static String text(Random random, String alphabet) {
        var text = new StringBuilder();
        for (int n = random.nextInt(24); n > 0; n--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
