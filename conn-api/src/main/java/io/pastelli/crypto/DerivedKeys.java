package io.pastelli.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of one secret, each derived once.
 *
 * <p>
 * <b>Threading:</b> safe to share.
 */
final class DerivedKeys {
    private static final int SIZE = 32;
    /** Purposes are constants of programs; one that makes them up must not fill the memory. */
    private static final int MOST = 1000;

    private final byte[] secret;
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    DerivedKeys(byte[] secret) {
        this.secret = secret;
    }

    byte[] derive(String info) {
        if (known.size() >= MOST) {
            return fresh(info);
        }
        return known.computeIfAbsent(info, this::fresh);
    }

    private byte[] fresh(String info) {
        try {
            return KDF.getInstance("HKDF-SHA256").deriveData(HKDFParameterSpec.ofExtract()
                    .addIKM(new SecretKeySpec(secret, "Generic"))
                    .addSalt("io.pastelli".getBytes(StandardCharsets.UTF_8))
                    .thenExpand(info.getBytes(StandardCharsets.UTF_8), SIZE));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HKDF-SHA256", e);
        }
    }
}
