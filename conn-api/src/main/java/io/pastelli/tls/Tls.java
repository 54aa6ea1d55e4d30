package io.pastelli.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * How a server speaks TLS: its certificates, whom it trusts, versions and ciphers. Immutable.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
public final class Tls {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final X509ExtendedKeyManager keys;
    private final SSLContext context;

    private Tls(X509ExtendedKeyManager keys) throws GeneralSecurityException {
        this.keys = keys;
        this.context = SSLContext.getInstance("TLS");
        context.init(new X509ExtendedKeyManager[]{keys}, null, null);
    }

    /**
     * Returns TLS with the certificate and key of a PKCS#12 file.
     *
     * @throws IllegalArgumentException when the file cannot be read or holds no key
     */
    public static Tls pkcs12(Path file, String password) {
        try (var in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password.toCharArray());
            return new Tls((X509ExtendedKeyManager) factory.getKeyManagers()[0]);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot read the PKCS#12 file " + file + ": " + e.getMessage(),
                    e);
        }
    }

    /** Returns the context whose engines serve; for adapters. The same object each time. */
    public SSLContext context() {
        return context;
    }

    /** Returns the certificates of the server, chosen by the name the client asks for; for adapters with an own engine. */
    public X509ExtendedKeyManager keyManager() {
        return keys;
    }

    /** Returns who judges client certificates, empty when none is asked for; for adapters with an own engine. */
    public Optional<X509TrustManager> trustManager() {
        return Optional.empty();
    }

    /**
     * Returns versions, ciphers, their order, and whether clients must show a certificate; without ALPN, which is the
     * adapter's. For adapters; a fresh object each time.
     */
    public SSLParameters parameters() {
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(VERSIONS.clone());
        parameters.setUseCipherSuitesOrder(true);
        return parameters;
    }
}
