package io.pastelli.tls;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Reads identities of files, and refuses what cannot serve. */
final class Identities {
    private Identities() {}

    static List<Identity> pem(Path certificates, Path key) {
        return List.of(checked(certificates, pair(certificates, key)));
    }

    /** Returns a certificate and the key that belongs to it, whether it is valid now or not. */
    static Identity pair(Path certificates, Path key) {
        List<X509Certificate> chain = Pem.certificates(certificates);
        PrivateKey found = PemKey.read(key);
        if (!Identity.fits(found, chain.getFirst())) {
            boolean further = chain.stream().anyMatch(certificate -> Identity.fits(found, certificate));
            throw new IllegalArgumentException(further
                    ? "the server's own certificate has to be the first in " + certificates
                            + ", before those above it"
                    : "the key in " + key + " does not belong to the certificate in " + certificates + " ("
                            + chain.getFirst().getSubjectX500Principal() + ")");
        }
        return Identity.of(found, chain);
    }

    static List<Identity> pkcs12(Path file, String password) {
        try (var in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            var found = new ArrayList<Identity>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password.toCharArray()) instanceof PrivateKey key) {
                    List<X509Certificate> chain = Stream.of(store.getCertificateChain(alias))
                            .map(X509Certificate.class::cast).toList();
                    found.add(checked(file, Identity.of(key, chain)));
                }
            }
            if (found.isEmpty()) {
                throw new IllegalArgumentException(file + " holds no private key");
            }
            return found;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + file.toAbsolutePath(), e);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    e.getCause() instanceof UnrecoverableKeyException
                            || e instanceof UnrecoverableKeyException
                                    ? "the password of " + file + " is another"
                                    : "cannot read " + file + ": " + e.getMessage()
                                            + " (a PKCS#12 file is made with: openssl"
                                            + " pkcs12 -export -in cert.pem -inkey key.pem -out server.p12)",
                    e);
        }
    }

    /** A certificate out of its time is no reason not to serve: the clients decide. */
    private static Identity checked(Path file, Identity identity) {
        X509Certificate certificate = identity.certificate();
        Instant now = Instant.now();
        if (now.isAfter(certificate.getNotAfter().toInstant())
                || now.isBefore(certificate.getNotBefore().toInstant())) {
            System.getLogger("io.pastelli.tls").log(Level.WARNING,
                    "the certificate in " + file + " is valid from "
                            + certificate.getNotBefore().toInstant() + " to "
                            + certificate.getNotAfter().toInstant()
                            + ", so not now: clients will refuse it");
        }
        return identity;
    }
}
