package io.pastelli.tls;

import java.util.List;
import java.util.Set;

/** Which cipher suites are offered. */
final class Ciphers {
    /** Forward secret and authenticated ones only; which of them is left to the client, that knows what its processor does well. */
    static final List<String> STRONG = List.of(
            "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private Ciphers() {}

    /** Returns {@code wanted} once it is clear that the JDK knows each of them. */
    static List<String> checked(List<String> wanted, Set<String> known) {
        List<String> unknown = wanted.stream().filter(name -> !known.contains(name)).toList();
        if (wanted.isEmpty() || !unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    (wanted.isEmpty() ? "no cipher suite" : "unknown cipher suites " + unknown)
                            + ": use standard names such as TLS_AES_128_GCM_SHA256; this JDK knows " + known);
        }
        return wanted;
    }
}
