package io.pastelli.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
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
    private static final List<String> OWN_HOSTS = List.of("localhost", "127.0.0.1", "::1");

    private final ServerKeys keys;
    private final SSLContext context;

    private Tls(ServerKeys keys) {
        this.keys = keys;
        try {
            this.context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[]{keys}, new TrustManager[0], null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot do TLS", e);
        }
    }

    private static Tls of(Reloading<List<Identity>> identities) {
        return new Tls(new ServerKeys(List.of(new ServerKeys.Source(Optional.empty(), identities)),
                Duration.ofSeconds(5)));
    }

    /**
     * Returns TLS with a certificate made on the fly, for development: a new P-256 key, valid for 30 days, for
     * {@code localhost}, {@code 127.0.0.1}, {@code ::1} and the given host names and addresses. Browsers warn of it, and
     * again after each start.
     *
     * @throws IllegalArgumentException when one of {@code hosts} is neither a host name nor an address
     */
    public static Tls selfSigned(String... hosts) {
        List<String> all = Stream.concat(OWN_HOSTS.stream(), Arrays.stream(hosts)).distinct().toList();
        Identity made = SelfSigned.make(all, Instant.now());
        return of(new Reloading<>(List.of(), () -> List.of(made)));
    }

    /**
     * Returns TLS with the certificate and key of a PKCS#12 file.
     *
     * @throws IllegalArgumentException when the file cannot be read or holds no key
     */
    public static Tls pkcs12(Path file, String password) {
        return of(new Reloading<>(List.of(file), () -> read(file, password)));
    }

    private static List<Identity> read(Path file, String password) {
        try (var in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            var found = new ArrayList<Identity>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password.toCharArray()) instanceof PrivateKey key) {
                    found.add(Identity.of(key, Stream.of(store.getCertificateChain(alias))
                            .map(X509Certificate.class::cast).toList()));
                }
            }
            return found;
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
