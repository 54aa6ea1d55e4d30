package io.pastelli.bayeux.client;

import io.pastelli.bayeux.cli.Problems.CannotRunException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes HTTP clients that trust whom the JDK trusts, or the certificates in one file. */
final class Trusting {
    /** A development certificate is kept with its key, which is passed over. */
    private static final Pattern BLOCK = Pattern
            .compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");

    private Trusting() {}

    static HttpClient client(Optional<Path> pem) {
        var builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10));
        return pem.map(file -> builder.sslContext(context(file))).orElse(builder).build();
    }

    private static SSLContext context(Path pem) {
        try {
            String certificates = BLOCK.matcher(Files.readString(pem)).results().map(MatchResult::group)
                    .collect(Collectors.joining("\n"));
            var in = new ByteArrayInputStream(certificates.getBytes(StandardCharsets.US_ASCII));
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("trusted-" + store.size(), each);
            }
            if (store.size() == 0) {
                throw new CertificateException("there is no certificate");
            }
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw CannotRunException.of("--trust",
                    pem + " cannot be read: name a PEM file with certificates");
        }
    }
}
