package io.pastelli.crypto;

import io.pastelli.http.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs (HMAC-SHA-256) and encrypts (AES-256-GCM, random 96-bit nonce) with keys derived from {@link Secrets} by
 * HKDF-SHA-256 (RFC 5869), one key for each purpose.
 *
 * <p>
 * A token holds the time it was made and how long it lives; it is text that fits a cookie or a URL. What was made with
 * an older secret still opens. A key is good for about 2³² encryptions.
 *
 * <p>
 * <b>Threading:</b> safe to share.
 *
 * {@snippet :
 * Vault vault = new Vault(Secrets.of("at least sixty-four bytes of secret, better made with openssl rand -base64 48"));
 * String token = vault.sign("reset-password", Bytes.of("user 7"), Duration.ofHours(1));
 * if (vault.verify("reset-password", token) instanceof Opened.Valid valid) {
 *     valid.data().utf8();
 * }
 * }
 */
public final class Vault {
    private static final int STAMP = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final List<DerivedKeys> keys;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** Makes a vault by the system's clock. */
    public Vault(Secrets secrets) {
        this(secrets, InstantSource.system());
    }

    /** Makes a vault by another clock. */
    public Vault(Secrets secrets, InstantSource clock) {
        this.keys = secrets.newestFirst().stream().map(DerivedKeys::new).toList();
        this.clock = clock;
    }

    /**
     * Returns a token that anybody can read and nobody can change.
     *
     * @param purpose what it is for; a token of one purpose is invalid for another
     * @param data the content
     * @param maxAge how long it is valid
     * @return text of {@code A–Z a–z 0–9 - _ .}
     */
    public String sign(String purpose, Bytes data, Duration maxAge) {
        byte[] body = stamped(data, maxAge);
        return "s1." + ENCODER.encodeToString(body) + "."
                + ENCODER.encodeToString(mac(keys.getFirst(), purpose, body));
    }

    /** Opens what {@link #sign} made; never throws for what a client made up. */
    public Opened verify(String purpose, String token) {
        String[] parts = token.split("\\.", -1);
        byte[] body = parts.length == 3 && parts[0].equals("s1") ? decode(parts[1]) : new byte[0];
        if (body.length < STAMP) {
            return new Opened.Invalid();
        }
        byte[] given = decode(parts[2]);
        for (DerivedKeys each : keys) {
            if (MessageDigest.isEqual(mac(each, purpose, body), given)) {
                return inTime(body);
            }
        }
        return new Opened.Invalid();
    }

    /**
     * Returns a token that nobody can read or change.
     *
     * @param purpose what it is for; a token of one purpose is invalid for another
     * @param data the content
     * @param maxAge how long it is valid
     * @return text of {@code A–Z a–z 0–9 - _ .}
     */
    public String encrypt(String purpose, Bytes data, Duration maxAge) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] closed = cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), purpose, nonce)
                    .doFinal(stamped(data, maxAge));
            return "e1." + ENCODER.encodeToString(nonce) + "." + ENCODER.encodeToString(closed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot encrypt", e);
        }
    }

    /** Opens what {@link #encrypt} made; never throws for what a client made up. */
    public Opened decrypt(String purpose, String token) {
        String[] parts = token.split("\\.", -1);
        byte[] nonce = parts.length == 3 && parts[0].equals("e1") ? decode(parts[1]) : new byte[0];
        if (nonce.length != NONCE) {
            return new Opened.Invalid();
        }
        byte[] closed = decode(parts[2]);
        for (DerivedKeys each : keys) {
            try {
                return inTime(cipher(Cipher.DECRYPT_MODE, each, purpose, nonce).doFinal(closed));
            } catch (GeneralSecurityException e) {
                // not by this secret
            }
        }
        return new Opened.Invalid();
    }

    private byte[] stamped(Bytes data, Duration maxAge) {
        return ByteBuffer.allocate(STAMP + data.size()).putLong(clock.millis()).putLong(maxAge.toMillis())
                .put(data.asByteBuffer()).array();
    }

    private Opened inTime(byte[] body) {
        if (body.length < STAMP) {
            return new Opened.Invalid();
        }
        ByteBuffer stamp = ByteBuffer.wrap(body);
        long made = stamp.getLong();
        long age = clock.millis() - made;
        if (age < 0) {
            return new Opened.Invalid();
        }
        return age >= stamp.getLong()
                ? new Opened.Expired()
                : new Opened.Valid(Bytes.of(body, STAMP, body.length));
    }

    private static byte[] mac(DerivedKeys keys, String purpose, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.derive("sign " + purpose), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot sign", e);
        }
    }

    private static Cipher cipher(int mode, DerivedKeys keys, String purpose, byte[] nonce)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(keys.derive("encrypt " + purpose), "AES"),
                new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
