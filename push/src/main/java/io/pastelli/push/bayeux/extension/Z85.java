package io.pastelli.push.bayeux.extension;

import java.util.Arrays;
import java.util.Optional;

/** ZeroMQ's Z85: four bytes as five printable characters; of a last block of n bytes only n + 1 are written. */
final class Z85 {
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
            + ".-:+=^!/*?&<>()[]{}@%$#";
    private static final int BASE = 85;
    private static final int BYTES = 4;
    private static final int CHARS = 5;
    private static final byte[] DIGITS = digits();

    private Z85() {}

    private static byte[] digits() {
        var digits = new byte[128];
        Arrays.fill(digits, (byte) -1);
        for (int i = 0; i < BASE; i++) {
            digits[ALPHABET.charAt(i)] = (byte) i;
        }
        return digits;
    }

    static String encode(byte[] bytes) {
        var text = new StringBuilder(bytes.length / BYTES * CHARS + CHARS);
        for (int at = 0; at < bytes.length; at += BYTES) {
            int size = Math.min(BYTES, bytes.length - at);
            long block = 0;
            for (int i = 0; i < BYTES; i++) {
                block = (block << 8) | (i < size ? bytes[at + i] & 0xff : 0);
            }
            var chars = new char[CHARS];
            for (int i = CHARS - 1; i >= 0; i--, block /= BASE) {
                chars[i] = ALPHABET.charAt((int) (block % BASE));
            }
            text.append(chars, 0, size + 1);
        }
        return text.toString();
    }

    /** Returns the bytes; empty when the text is none that {@link #encode} makes. */
    static Optional<byte[]> decode(String text) {
        int rest = text.length() % CHARS;
        if (rest == 1) {
            return Optional.empty();
        }
        var bytes = new byte[text.length() / CHARS * BYTES + Math.max(0, rest - 1)];
        for (int at = 0, out = 0; at < text.length(); at += CHARS, out += BYTES) {
            long block = 0;
            for (int i = at; i < at + CHARS; i++) {
                int digit = i < text.length() ? digit(text.charAt(i)) : BASE - 1;
                if (digit < 0) {
                    return Optional.empty();
                }
                block = block * BASE + digit;
            }
            if (block > 0xffff_ffffL) {
                return Optional.empty();
            }
            for (int i = 0; i < BYTES && out + i < bytes.length; i++) {
                bytes[out + i] = (byte) (block >>> (24 - 8 * i));
            }
        }
        return Optional.of(bytes);
    }

    private static int digit(char c) {
        return c < DIGITS.length ? DIGITS[c] : -1;
    }
}
