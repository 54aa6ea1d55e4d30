package io.pastelli.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.tls.Handshakes.Client;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfSignedTest {
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientThatTrustsTheCertificateAgrees(String version) throws Exception {
        Tls tls = Tls.selfSigned();
        var trusted = tls.keyManager()
                .getCertificateChain(tls.keyManager().getServerAliases("EC", null)[0])[0];
        var client = Client.trusting(trusted).with(options -> {
            options.setProtocols(new String[]{version});
            options.setEndpointIdentificationAlgorithm("HTTPS");
        });
        var agreed = Handshakes.agree(tls, client);
        assertThat(agreed.server().protocol()).isEqualTo(version);
        assertThat(agreed.server().cipherSuite()).isEqualTo(agreed.client().getCipherSuite());
        assertThat(agreed.server().peerCertificate()).isEmpty();
    }

    @Test
    void opensslTrustsTheKeptCertificate(@TempDir Path folder) throws Exception {
        Tls tls = Tls.selfSigned(folder.resolve("dev.pem"));
        for (String host : List.of("-verify_hostname localhost", "-verify_ip 127.0.0.1", "-verify_ip ::1")) {
            try (var server = new Handshakes(tls)) {
                var served = server.serveOne();
                String said = new OpenSsl(folder).run("s_client -brief -verify_return_error -CAfile dev.pem "
                        + host + " -connect 127.0.0.1:" + server.port(), "?");
                assertThat(said).contains("Verification: OK", "TLSv1.3");
                assertThat(served.get(10, TimeUnit.SECONDS).protocol()).isEqualTo("TLSv1.3");
            }
        }
    }

    @Test
    void theCertificateIsForThisMachineAndForTheHostsAskedFor() throws Exception {
        Tls tls = Tls.selfSigned("pastelli.test", "192.0.2.7", "2001:db8::7");
        var certificate = Handshakes.agree(tls, Client.lenient()).certificate();
        assertThat(certificate.getSubjectAlternativeNames()).containsExactlyInAnyOrder(
                List.of(2, "localhost"),
                List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"), List.of(2, "pastelli.test"),
                List.of(7, "192.0.2.7"), List.of(7, "2001:db8:0:0:0:0:0:7"));
        assertThat(certificate.getBasicConstraints()).as("no authority").isEqualTo(-1);
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    }

    @Test
    void itIsValidFromYesterdayForThirtyDays() {
        var now = Instant.parse("2026-03-04T05:06:07Z");
        var certificate = SelfSigned.make(List.of("localhost"), now).certificate();
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(now.minus(Duration.ofDays(1)));
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(now.plus(Duration.ofDays(30)));
    }

    @Test
    void noTwoAreTheSame() {
        var one = SelfSigned.make(List.of("localhost"), Instant.now()).certificate();
        var other = SelfSigned.make(List.of("localhost"), Instant.now()).certificate();
        assertThat(one.getSerialNumber()).isPositive().isNotEqualTo(other.getSerialNumber());
        assertThat(one.getPublicKey()).isNotEqualTo(other.getPublicKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://x", "x:443", "a b", "ü.test", "300.1.1.1", "-x"})
    void whatIsNoHostIsRefused(String host) {
        assertThatThrownBy(() -> Tls.selfSigned(host)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a host name or an IP address: " + host);
    }
}
