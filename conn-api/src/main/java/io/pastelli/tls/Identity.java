package io.pastelli.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who a server is: a private key and the certificates that speak for it, the server's own first.
 *
 * @param key the private key
 * @param chain the server's certificate and those above it
 * @param names the host names the certificate is for, lower-case, wildcards included
 */
record Identity(PrivateKey key, List<X509Certificate> chain, List<String> names) {
    private static final int DNS_NAME = 2;
    private static final PSSParameterSpec PSS = new PSSParameterSpec("SHA-256", "MGF1",
            MGF1ParameterSpec.SHA256, 32, 1);

    Identity {
        chain = List.copyOf(chain);
        names = List.copyOf(names);
    }

    static Identity of(PrivateKey key, List<X509Certificate> chain) {
        return new Identity(key, chain, names(chain.getFirst()));
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(names -> names.stream())
                    .filter(name -> name.get(0).equals(DNS_NAME))
                    .map(name -> name.get(1).toString().toLowerCase(Locale.ROOT)).toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /** Tells whether {@code key} is the private half of the key in {@code certificate}, by a signature made and checked. */
    static boolean fits(PrivateKey key, X509Certificate certificate) {
        PublicKey shown = certificate.getPublicKey();
        if (!shown.getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        byte[] challenge = new byte[32];
        new SecureRandom().nextBytes(challenge);
        try {
            Signature signer = signature(key.getAlgorithm());
            signer.initSign(key);
            signer.update(challenge);
            byte[] signed = signer.sign();
            Signature checker = signature(key.getAlgorithm());
            checker.initVerify(shown);
            checker.update(challenge);
            return checker.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // a signature of another length is refused so
        }
    }

    private static Signature signature(String keyAlgorithm) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(switch (keyAlgorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> keyAlgorithm; // EdDSA and RSASSA-PSS
        });
        if (keyAlgorithm.equals("RSASSA-PSS")) {
            signature.setParameter(PSS);
        }
        return signature;
    }
}
