package io.pastelli.testkit.tck;

import io.pastelli.testkit.client.TlsClient;
import io.pastelli.tls.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for {@code localhost}, made once a run: what a server shows, and a client that trusts nothing else.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
public final class TestTls {
    private static final String PASSWORD = "only a test";

    /** Made at the first use. */
    private static final class Holder {
        private static final TestTls MADE = make();
    }

    private final Tls server;
    private final TlsClient client;

    private TestTls(Path file) throws GeneralSecurityException, IOException {
        server = Tls.pkcs12(file, PASSWORD);
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(InputStream.nullInputStream(), null);
        trusted.setCertificateEntry("test", store.getCertificate("test"));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        client = TlsClient.of(context);
    }

    /** Returns what a server shows. */
    public static Tls server() {
        return Holder.MADE.server;
    }

    /** Returns a client that trusts this server. */
    public static TlsClient client() {
        return Holder.MADE.client;
    }

    private static TestTls make() {
        try {
            Path folder = Files.createTempDirectory("pastelli-tls");
            Path file = folder.resolve("test.p12");
            var log = folder.resolve("log").toFile();
            var keytool = new ProcessBuilder(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool")
                            .toString(),
                    "-genkeypair", "-alias", "test", "-keyalg", "EC", "-groupname", "secp256r1",
                    "-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1", "-validity", "2",
                    "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file.toString()))
                    .redirectErrorStream(true).redirectOutput(log).start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool has failed: " + Files.readString(log.toPath()));
            }
            var made = new TestTls(file);
            Files.delete(file);
            Files.delete(log.toPath());
            Files.delete(folder);
            return made;
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException("no certificate could be made for the tests", e);
        }
    }
}
