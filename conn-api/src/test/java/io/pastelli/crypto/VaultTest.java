package io.pastelli.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pastelli.http.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class VaultTest {
    private static final Bytes DATA = Bytes.of("user 7, größer");
    private static final String OLD = "o".repeat(64);
    private static final String NEW = "n".repeat(64);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final Vault vault = new Vault(Secrets.of(OLD), now::get);

    @Test
    void whatWasSignedIsVerified() {
        String token = vault.sign("a", DATA, Duration.ofHours(1));
        assertThat(vault.verify("a", token)).isEqualTo(new Opened.Valid(DATA));
    }

    @Test
    void whatWasEncryptedIsDecryptedAndCannotBeRead() {
        String token = vault.encrypt("a", DATA, Duration.ofHours(1));
        assertThat(vault.decrypt("a", token)).isEqualTo(new Opened.Valid(DATA));
        assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[2]),
                StandardCharsets.ISO_8859_1)).doesNotContain("user");
        assertThat(vault.encrypt("a", DATA, Duration.ofHours(1))).isNotEqualTo(token);
    }

    @Test
    void aTokenOfAnotherPurposeIsInvalid() {
        assertThat(vault.verify("b", vault.sign("a", DATA, Duration.ofHours(1))))
                .isEqualTo(new Opened.Invalid());
        assertThat(vault.decrypt("b", vault.encrypt("a", DATA, Duration.ofHours(1))))
                .isEqualTo(new Opened.Invalid());
    }

    @Test
    void aTokenExpiresAtItsAgeAndNotBefore() {
        String signed = vault.sign("a", DATA, Duration.ofSeconds(10));
        String closed = vault.encrypt("a", DATA, Duration.ofSeconds(10));
        turn(Duration.ofMillis(9_999));
        assertThat(vault.verify("a", signed)).isInstanceOf(Opened.Valid.class);
        turn(Duration.ofMillis(1));
        assertThat(vault.verify("a", signed)).isEqualTo(new Opened.Expired());
        assertThat(vault.decrypt("a", closed)).isEqualTo(new Opened.Expired());
    }

    @Test
    void aTokenFromTheFutureIsInvalid() {
        String token = vault.sign("a", DATA, Duration.ofHours(1));
        turn(Duration.ofSeconds(-1));
        assertThat(vault.verify("a", token)).isEqualTo(new Opened.Invalid());
    }

    @Test
    void anOlderSecretStillOpensAndADroppedOneDoesNot() {
        String signed = vault.sign("a", DATA, Duration.ofHours(1));
        String closed = vault.encrypt("a", DATA, Duration.ofHours(1));
        var rotated = new Vault(Secrets.of(NEW, OLD), now::get);
        assertThat(rotated.verify("a", signed)).isEqualTo(new Opened.Valid(DATA));
        assertThat(rotated.decrypt("a", closed)).isEqualTo(new Opened.Valid(DATA));
        var dropped = new Vault(Secrets.of(NEW), now::get);
        assertThat(dropped.verify("a", signed)).isEqualTo(new Opened.Invalid());
        assertThat(dropped.decrypt("a", closed)).isEqualTo(new Opened.Invalid());
    }

    @Test
    void aChangedTokenIsInvalidWhateverWasChanged() {
        var random = new Random(5);
        for (String token : new String[]{vault.sign("a", DATA, Duration.ofHours(1)),
                vault.encrypt("a", DATA, Duration.ofHours(1))}) {
            for (int i = 0; i < 3_000; i++) {
                var changed = new StringBuilder(token);
                int at = random.nextInt(token.length());
                changed.setCharAt(at, (char) (' ' + random.nextInt(95)));
                // the last character of a base64 part has spare bits: the octets are what is protected
                boolean same = decoded(changed.toString()).equals(decoded(token));
                Opened opened = token.startsWith("s1")
                        ? vault.verify("a", changed.toString())
                        : vault.decrypt("a", changed.toString());
                assertThat(opened instanceof Opened.Valid).isEqualTo(same);
            }
        }
    }

    @Test
    void garbageIsInvalid() {
        for (String token : new String[]{"", ".", "..", "s1..", "e1..", "s1.a.b", "e1.AAAAAAAAAAAAAAAA.",
                "x"}) {
            assertThat(vault.verify("a", token)).isEqualTo(new Opened.Invalid());
            assertThat(vault.decrypt("a", token)).isEqualTo(new Opened.Invalid());
        }
    }

    @Test
    void aShortSecretIsRefusedAndNoneIsShown() {
        assertThatIllegalArgumentException().isThrownBy(() -> Secrets.of("short"))
                .withMessageContaining("openssl rand")
                .withMessageNotContaining("short:");
        assertThat(Secrets.of(OLD)).hasToString("Secrets[1]");
    }

    private static String decoded(String token) {
        var out = new StringBuilder();
        for (String part : token.split("\\.", -1)) {
            try {
                out.append(HexFormat.of().formatHex(Base64.getUrlDecoder().decode(part))).append('.');
            } catch (IllegalArgumentException e) {
                out.append("bad.");
            }
        }
        return out + token.substring(0, Math.min(3, token.length()));
    }

    private void turn(Duration by) {
        now.updateAndGet(time -> time.plus(by));
    }
}
