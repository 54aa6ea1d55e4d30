package io.pastelli.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * How a server speaks TLS: its certificates, whom it trusts, versions and ciphers. Immutable, but for files that have
 * changed: they are read again without a restart, see {@link #checkFilesEvery}.
 *
 * {@snippet :
 * Pastelli.https(app, 4443, Tls.pem(Path.of("cert.pem"), Path.of("key.pem"))
 *         .also(Tls.pkcs12(Path.of("other.p12"), password)) // another host, chosen by the name the client asks for
 *         .minimumVersion(TlsVersion.TLS_1_3)
 *         .clientAuth(ClientAuth.WANTED, Path.of("trusted-authorities.pem")));
 * }
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
public final class Tls {
    private static final List<String> OWN_HOSTS = List.of("localhost", "127.0.0.1", "::1");

    private final Options options;
    private final ServerKeys keys;
    private final Optional<ClientTrust> trust;
    private final SSLContext context;

    private record Options(List<ServerKeys.Source> sources, Optional<Mutual> mutual, TlsVersion minimum,
            List<String> ciphers, Duration checkEvery) {}

    private record Mutual(ClientAuth auth, Reloading<X509ExtendedTrustManager> authorities) {}

    private Tls(Options options) {
        this.options = options;
        this.keys = new ServerKeys(options.sources(), options.checkEvery());
        this.trust = options.mutual()
                .map(mutual -> new ClientTrust(mutual.authorities(), options.checkEvery()));
        try {
            this.context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[]{keys}, trust.stream().toArray(TrustManager[]::new), null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot do TLS", e);
        }
        if (trust.isPresent()) { // who resumes is not judged again
            context.getServerSessionContext().setSessionTimeout((int) Duration.ofHours(1).toSeconds());
        }
    }

    private static Tls of(Reloading<List<Identity>> identities) {
        return new Tls(
                new Options(List.of(new ServerKeys.Source(Optional.empty(), identities)), Optional.empty(),
                        TlsVersion.TLS_1_2, Ciphers.STRONG, Duration.ofSeconds(5)));
    }

    /**
     * Returns TLS with a certificate made on the fly, for development: a new P-256 key, valid for 30 days, for
     * {@code localhost}, {@code 127.0.0.1}, {@code ::1} and the given host names and addresses. Browsers warn of it, and
     * again after each start; {@link #selfSigned(Path, String...)} spares that.
     *
     * @throws IllegalArgumentException when one of {@code hosts} is neither a host name nor an address
     */
    public static Tls selfSigned(String... hosts) {
        Identity made = SelfSigned.make(all(hosts), Instant.now());
        return of(new Reloading<>(List.of(), () -> List.of(made)));
    }

    /**
     * Returns TLS with a certificate as {@link #selfSigned(String...)} makes it, kept with its key in a PEM file, so
     * that a browser's exception for it outlives a restart. The file is made, readable for its owner only, when it is
     * not there, and made anew a day before it expires or for other hosts.
     *
     * @throws IllegalArgumentException when one of {@code hosts} is neither a host name nor an address, or when the
     *         file holds another certificate
     * @throws java.io.UncheckedIOException when the file cannot be written
     */
    public static Tls selfSigned(Path keptIn, String... hosts) {
        Identity kept = KeptCertificate.in(keptIn, all(hosts), Instant.now());
        return of(new Reloading<>(List.of(), () -> List.of(kept)));
    }

    private static List<String> all(String... hosts) {
        return Stream.concat(OWN_HOSTS.stream(), Arrays.stream(hosts)).distinct().toList();
    }

    /**
     * Returns TLS with a certificate and its key in PEM files, which may be the same file.
     *
     * @param certificate the server's certificate, and after it in the same file those above it but the root
     * @param key the private key, not encrypted: PKCS#8, PKCS#1 or SEC1; RSA, EC, Ed25519 or Ed448
     * @throws IllegalArgumentException when a file cannot be read or key and certificate do not belong together; the
     *         message says what to do
     */
    public static Tls pem(Path certificate, Path key) {
        return of(new Reloading<>(List.of(certificate, key), () -> Identities.pem(certificate, key)));
    }

    /**
     * Returns TLS with the certificates and keys of a PKCS#12 file; of several the client's wish chooses, as with
     * {@link #also(Tls)}.
     *
     * @throws IllegalArgumentException when the file cannot be read, the password is another or there is no key
     */
    public static Tls pkcs12(Path file, String password) {
        return of(new Reloading<>(List.of(file), () -> Identities.pkcs12(file, password)));
    }

    /**
     * Returns this with the certificates of {@code other} too; nothing else is taken of it. A client that asks for a host
     * (SNI, RFC 6066 section 3) is shown the certificate for it, or else one with a wildcard for it; others are shown the
     * first one.
     */
    public Tls also(Tls other) {
        return withMore(other.options.sources().stream());
    }

    /** Returns this with the certificates of {@code other} for clients that ask for {@code host}, {@code *.example.org} too. */
    public Tls also(String host, Tls other) {
        return withMore(other.options.sources().stream().map(source -> source.forHost(host)));
    }

    private Tls withMore(Stream<ServerKeys.Source> sources) {
        return new Tls(
                new Options(Stream.concat(options.sources().stream(), sources).toList(), options.mutual(),
                        options.minimum(), options.ciphers(), options.checkEvery()));
    }

    /**
     * Returns this asking clients for a certificate. Who has shown one may resume for an hour without being judged again.
     *
     * @param authorities a PEM file with the certificates of those who sign clients' certificates
     * @throws IllegalArgumentException when the file cannot be read
     */
    public Tls clientAuth(ClientAuth auth, Path authorities) {
        return new Tls(new Options(options.sources(), Optional.of(new Mutual(auth,
                ClientTrust.authorities(authorities))), options.minimum(), options.ciphers(),
                options.checkEvery()));
    }

    /** Returns this with another oldest version; default {@link TlsVersion#TLS_1_2}. */
    public Tls minimumVersion(TlsVersion oldest) {
        return new Tls(new Options(options.sources(), options.mutual(), oldest, options.ciphers(),
                options.checkEvery()));
    }

    /**
     * Returns this with other cipher suites. By default those of TLS 1.3 and, of TLS 1.2, ECDHE with AES-GCM or
     * ChaCha20-Poly1305; the client's order counts. HTTP/2 over TLS 1.2 refuses all others (RFC 9113 section 9.2.2).
     *
     * @param names standard names: {@code TLS_AES_128_GCM_SHA256}
     * @throws IllegalArgumentException when there is none, or one the JDK does not know
     */
    public Tls ciphers(String... names) {
        Set<String> known = new LinkedHashSet<>(
                List.of(context.getSupportedSSLParameters().getCipherSuites()));
        return new Tls(new Options(options.sources(), options.mutual(), options.minimum(),
                Ciphers.checked(List.of(names), known), options.checkEvery()));
    }

    /**
     * Returns this looking at its files, at a handshake, no more often than this; default 5 seconds. New ones hold for new
     * connections. Ones that are not right are logged, once, and those before stay in force.
     */
    public Tls checkFilesEvery(Duration interval) {
        return new Tls(new Options(options.sources(), options.mutual(), options.minimum(), options.ciphers(),
                interval));
    }

    /**
     * Looks at the files now; new ones hold for new connections.
     *
     * @return whether any had changed
     * @throws IllegalArgumentException when some are not right: there those before stay in force
     */
    public boolean reload() {
        List<Reloading<?>> all = Stream.<Reloading<?>>concat(
                options.sources().stream().map(ServerKeys.Source::identities),
                options.mutual().map(Mutual::authorities).stream()).toList();
        boolean changed = false;
        IllegalArgumentException wrong = null;
        for (Reloading<?> each : all) {
            try {
                changed |= each.reload();
            } catch (IllegalArgumentException e) {
                wrong = e;
            }
        }
        if (wrong != null) {
            throw wrong;
        }
        return changed;
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
        return trust.map(X509TrustManager.class::cast);
    }

    /**
     * Returns versions, ciphers, their order, and whether clients must show a certificate; without ALPN, which is the
     * adapter's. For adapters; a fresh object each time.
     */
    public SSLParameters parameters() {
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(options.minimum().andNewer());
        parameters.setCipherSuites(options.ciphers().toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(false);
        options.mutual().ifPresent(mutual -> {
            switch (mutual.auth()) {
                case WANTED -> parameters.setWantClientAuth(true);
                case REQUIRED -> parameters.setNeedClientAuth(true);
            }
        });
        return parameters;
    }

    /** Returns the hosts and the oldest version, no key. */
    @Override
    public String toString() {
        return "Tls" + options.sources().stream().flatMap(source -> source.host().map(Stream::of)
                .orElseGet(() -> source.identities().value().stream().flatMap(each -> each.names().stream())))
                .toList() + " from " + options.minimum().standardName();
    }
}
