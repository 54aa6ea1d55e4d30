package io.pastelli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookiesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void pairsAreReadAndTheFirstOfANameCounts() {
        assertThat(Cookies.parse(List.of("a=1; b=\"2\"; a=3", "c=x=y;;  ; =z; d")))
                .isEqualTo(Map.of("a", "1", "b", "2", "c", "x=y"));
    }

    @Test
    void theDefaultsAreSafe() {
        assertThat(new SetCookie("id", "7", CookieOptions.DEFAULT).serialize(true, NOW))
                .isEqualTo("id=7; path=/; secure; HttpOnly; SameSite=Lax");
        assertThat(new SetCookie("id", "7", CookieOptions.DEFAULT).serialize(false, NOW))
                .doesNotContain("secure");
    }

    @Test
    void everyAttributeIsWritten() {
        CookieOptions options = CookieOptions.DEFAULT.withDomain("example.org").withPath("/x")
                .withHttpOnly(false)
                .withMaxAge(Duration.ofMinutes(1)).withSecure(true).withSameSite(SameSite.NONE);
        assertThat(new SetCookie("id", "7", options).serialize(false, NOW))
                .isEqualTo("id=7; path=/x; domain=example.org"
                        + "; expires=Thu, 01 Jan 2026 00:01:00 GMT; max-age=60; secure; SameSite=None");
    }

    @Test
    void anExpiredCookieIsForgotten() {
        assertThat(new SetCookie("id", "7", CookieOptions.DEFAULT).expired().serialize(false, NOW))
                .startsWith("id=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a;b", "a,b", "a\"b", "a\\b", "a\r\nb", "\u00e4", "a\0"})
    void aValueThatWouldNotSurviveIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SetCookie("id", value, CookieOptions.DEFAULT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/; domain=evil", "/\r\n", "/\u00e4"})
    void aPathThatWouldForgeAnAttributeIsRefused(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> CookieOptions.DEFAULT.withPath(path));
        assertThatIllegalArgumentException().isThrownBy(() -> CookieOptions.DEFAULT.withDomain(path));
    }

    @Test
    void fourKibibytesFitAndOneMoreIsRefused() {
        String rest = "id=; path=/; HttpOnly; SameSite=Lax";
        String most = "x".repeat(SetCookie.MOST_BYTES - rest.length());
        assertThat(new SetCookie("id", most, CookieOptions.DEFAULT).serialize(false, NOW)).hasSize(4096);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new SetCookie("id", most + "x", CookieOptions.DEFAULT).serialize(false, NOW))
                .withMessageContaining("4097");
    }

    @Test
    void toStringHidesTheValue() {
        assertThat(new SetCookie("id", "s3cret", CookieOptions.DEFAULT).toString()).doesNotContain("s3cret");
    }

    @Test
    void oneFurtherAttributeIsSentAsItIs() {
        var options = CookieOptions.DEFAULT.withSecure(true).withExtra("Partitioned");
        assertThat(new SetCookie("id", "7", options).serialize(true, Instant.EPOCH))
                .isEqualTo("id=7; path=/; secure; HttpOnly; SameSite=Lax; Partitioned");
        assertThatThrownBy(() -> CookieOptions.DEFAULT.withExtra("a; domain=evil.example"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("extra attribute");
    }
}
