package io.pastelli.crypto;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The secrets that all keys are derived from: the current one, and older ones that still open what they once closed.
 *
 * <p>
 * To rotate, put a new secret in front and drop the last one when nothing made with it is worth keeping.
 *
 * {@snippet :
 * Secrets secrets = Secrets.of(System.getenv("SECRET_KEY_BASE"));
 * }
 */
public final class Secrets {
    /** Fewest bytes of a secret. */
    public static final int LEAST = 64;

    private final List<byte[]> secrets;

    private Secrets(List<byte[]> secrets) {
        this.secrets = secrets;
    }

    /**
     * Returns secrets, the current one first.
     *
     * @throws IllegalArgumentException for one of fewer than 64 bytes in UTF-8
     */
    public static Secrets of(String current, String... older) {
        return new Secrets(
                Stream.concat(Stream.of(current), Stream.of(older)).map(Secrets::checked).toList());
    }

    List<byte[]> newestFirst() {
        return secrets;
    }

    /** Shows nothing of them. */
    @Override
    public String toString() {
        return "Secrets[" + secrets.size() + "]";
    }

    private static byte[] checked(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < LEAST) {
            throw new IllegalArgumentException(
                    "a secret has at least " + LEAST + " bytes, this one has " + bytes.length
                            + ": make one with `openssl rand -base64 48`");
        }
        return bytes;
    }
}
