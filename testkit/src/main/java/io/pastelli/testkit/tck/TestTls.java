package io.pastelli.testkit.tck;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pastelli.testkit.client.TlsClient;
import io.pastelli.tls.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for {@code localhost}, made once a run: what a server shows, and clients that trust nothing else.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
public final class TestTls {
    /** Made at the first use. */
    private static final class Holder {
        private static final TestTls MADE = make();
    }

    private final Path file;
    private final Tls server;
    private final TlsClient client;

    private TestTls(Path file) throws GeneralSecurityException, IOException {
        this.file = file;
        server = Tls.selfSigned(file);
        client = TlsClient.of(trusting(certificate(Files.readString(file))));
    }

    /** Returns what a server shows. */
    public static Tls server() {
        return Holder.MADE.server;
    }

    /** Returns a client that trusts this server. */
    public static TlsClient client() {
        return Holder.MADE.client;
    }

    /** Returns a PEM file with the server's certificate and key, for other programs. */
    public static Path pem() {
        return Holder.MADE.file;
    }

    private static Certificate certificate(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(
                pem.substring(pem.indexOf("-----BEGIN CERTIFICATE-----")).getBytes(US_ASCII)));
    }

    private static SSLContext trusting(Certificate certificate) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", certificate);
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static TestTls make() {
        try {
            Path folder = Files.createTempDirectory("pastelli-tls");
            Path file = folder.resolve("localhost.pem");
            var made = new TestTls(file);
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit(); // the last one registered goes first
            return made;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no certificate could be made for the tests", e);
        }
    }
}
