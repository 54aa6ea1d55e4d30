package io.pastelli.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.tls.Handshakes.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificate files that change while the server runs. */
class TlsReloadTest {
    @TempDir
    Path folder;

    private static String shown(Tls tls) throws Exception {
        return Handshakes.agree(tls, Client.lenient()).certificate().getSubjectX500Principal().getName();
    }

    private void put(OpenSsl openssl, String name) throws Exception {
        for (String kind : List.of(".pem", ".key")) {
            Files.copy(openssl.file(name + kind), openssl.file("live" + kind),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Tls live(OpenSsl openssl) throws Exception {
        openssl.certificate("old", "localhost");
        openssl.certificate("new", "localhost");
        put(openssl, "old");
        return Tls.pem(openssl.file("live.pem"), openssl.file("live.key"));
    }

    @Test
    void newFilesAreShownToNewConnections() throws Exception {
        var openssl = new OpenSsl(folder);
        Tls tls = live(openssl).checkFilesEvery(Duration.ZERO);
        assertThat(shown(tls)).isEqualTo("CN=old");
        put(openssl, "new");
        assertThat(shown(tls)).isEqualTo("CN=new");
    }

    @Test
    void theFilesAreNotLookedAtMoreOftenThanAskedFor() throws Exception {
        var openssl = new OpenSsl(folder);
        Tls tls = live(openssl).checkFilesEvery(Duration.ofHours(1));
        put(openssl, "new");
        assertThat(shown(tls)).isEqualTo("CN=old");
        assertThat(tls.reload()).isTrue();
        assertThat(shown(tls)).isEqualTo("CN=new");
        assertThat(tls.reload()).as("nothing changed").isFalse();
    }

    @Test
    void aFileBehindALinkIsSeenToChange() throws Exception {
        var openssl = new OpenSsl(folder);
        openssl.certificate("old", "localhost");
        openssl.certificate("new", "localhost");
        Path cert = Files.createSymbolicLink(openssl.file("live.pem"), Path.of("old.pem"));
        Path key = Files.createSymbolicLink(openssl.file("live.key"), Path.of("old.key"));
        Tls tls = Tls.pem(cert, key);
        for (Path link : List.of(cert, key)) {
            Files.delete(link);
        }
        Files.createSymbolicLink(cert, Path.of("new.pem"));
        Files.createSymbolicLink(key, Path.of("new.key"));
        assertThat(tls.reload()).isTrue();
        assertThat(shown(tls)).isEqualTo("CN=new");
    }

    @Test
    void aBrokenFileKeepsTheOldCertificateAndIsLoggedOnce() throws Exception {
        var openssl = new OpenSsl(folder);
        Tls tls = live(openssl).checkFilesEvery(Duration.ZERO);
        var logged = new ArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.pastelli.tls");
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            Files.copy(openssl.file("new.pem"), openssl.file("live.pem"),
                    StandardCopyOption.REPLACE_EXISTING);
            assertThat(shown(tls)).as("half of the pair").isEqualTo("CN=old");
            assertThat(shown(tls)).isEqualTo("CN=old");
            assertThat(logged).singleElement().asString().contains("does not belong to the certificate",
                    "the old ones stay in force");
            put(openssl, "new");
            assertThat(shown(tls)).as("the pair is whole").isEqualTo("CN=new");
            Files.delete(openssl.file("live.key"));
            assertThatThrownBy(tls::reload).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("there is no file");
            assertThat(shown(tls)).isEqualTo("CN=new");
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
    }

    @Test
    void aHandshakeUnderWayGoesOnWithTheKeyItChose() throws Exception {
        var openssl = new OpenSsl(folder);
        Tls tls = live(openssl);
        var keys = tls.keyManager();
        String chosen = keys.chooseEngineServerAlias("EC", null, tls.context().createSSLEngine());
        var before = keys.getCertificateChain(chosen)[0];
        put(openssl, "new");
        tls.reload();
        assertThat(keys.getCertificateChain(chosen)[0]).isEqualTo(before);
        assertThat(keys.chooseEngineServerAlias("EC", null, tls.context().createSSLEngine()))
                .isNotEqualTo(chosen);
    }
}
