package io.pastelli.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptCertificateTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final List<String> HOSTS = List.of("localhost");
    @TempDir
    Path folder;

    @Test
    void itIsTheSameAfterARestart() {
        Path file = folder.resolve("made/dev.pem");
        var first = KeptCertificate.in(file, HOSTS, NOW);
        var second = KeptCertificate.in(file, HOSTS, NOW.plus(Duration.ofDays(28)));
        assertThat(second.certificate()).isEqualTo(first.certificate());
        assertThat(second.key()).isEqualTo(first.key());
    }

    @Test
    void itIsMadeAnewBeforeItExpiresAndForOtherHosts() {
        Path file = folder.resolve("dev.pem");
        var first = KeptCertificate.in(file, HOSTS, NOW);
        var later = KeptCertificate.in(file, HOSTS, NOW.plus(Duration.ofDays(29).plusSeconds(1)));
        assertThat(later.certificate()).isNotEqualTo(first.certificate());
        var wider = KeptCertificate.in(file, List.of("localhost", "a.test"), NOW.plus(Duration.ofDays(29)));
        assertThat(wider.names()).containsExactly("localhost", "a.test");
    }

    @Test
    void onlyItsOwnerReadsIt() throws Exception {
        Path file = folder.resolve("dev.pem");
        Tls.selfSigned(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void anotherCertificateIsNotOverwritten() throws Exception {
        var openssl = new OpenSsl(folder);
        openssl.certificate("real", "localhost");
        Path both = Files.writeString(folder.resolve("both.pem"),
                Files.readString(openssl.file("real.pem")) + Files.readString(openssl.file("real.key")));
        assertThatThrownBy(() -> Tls.selfSigned(both)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds no development certificate");
        assertThatThrownBy(() -> Tls.selfSigned(openssl.file("real.pem")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Files.readString(both)).contains("BEGIN CERTIFICATE");
    }
}
