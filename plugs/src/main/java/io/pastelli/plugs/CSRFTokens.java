package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token of one request's session, made when it is first asked for.
 *
 * <p>
 * <b>Threading:</b> any thread that has the conn may ask.
 */
final class CSRFTokens {
    private static final int BYTES = 18;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom source;
    // guarded by this
    private @Nullable String given; // the unmasked token that pages of this request hold
    private boolean stored;

    CSRFTokens(SecureRandom source) {
        this.source = source;
    }

    /** A random pad before the token under that pad. */
    synchronized String masked(Conn conn) {
        String token = given;
        if (token == null) {
            token = Session.get(conn, CSRFProtection.PARAM).filter(known -> decode(known).length == BYTES)
                    .orElseGet(this::made);
            given = token;
        }
        byte[] pad = random();
        byte[] both = Arrays.copyOf(pad, 2 * BYTES);
        System.arraycopy(xor(pad, decode(token)), 0, both, BYTES, BYTES);
        return ENCODER.encodeToString(both);
    }

    synchronized void forget() {
        given = null;
    }

    /** Puts a token that was handed out into the session, unless it is there. */
    synchronized Conn store(Conn conn) {
        stored = true;
        String token = given;
        return token == null || Session.get(conn, CSRFProtection.PARAM).equals(Optional.of(token))
                ? conn
                : Session.put(conn, CSRFProtection.PARAM, token);
    }

    static boolean fits(String masked, String real) {
        byte[] both = decode(masked);
        byte[] token = decode(real);
        if (both.length != 2 * BYTES || token.length != BYTES) {
            return false;
        }
        return MessageDigest.isEqual(token,
                xor(Arrays.copyOf(both, BYTES), Arrays.copyOfRange(both, BYTES, 2 * BYTES)));
    }

    private String made() {
        if (stored) {
            throw new IllegalStateException("the session has no token and the response is sent already:"
                    + " ask for a token before sendResp or sendChunked");
        }
        return ENCODER.encodeToString(random());
    }

    private byte[] random() {
        byte[] bytes = new byte[BYTES];
        source.nextBytes(bytes);
        return bytes;
    }

    private static byte[] xor(byte[] one, byte[] other) {
        byte[] result = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            result[i] = (byte) (one[i] ^ other[i]);
        }
        return result;
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
