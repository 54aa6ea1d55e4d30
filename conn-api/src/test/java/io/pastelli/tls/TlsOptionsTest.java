package io.pastelli.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.tls.Handshakes.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Versions, ciphers, client certificates. */
class TlsOptionsTest {
    @TempDir
    Path folder;

    private static Client speaking(String version) {
        return Client.lenient().with(options -> options.setProtocols(new String[]{version}));
    }

    @Test
    void anOlderVersionThanTheMinimumIsRefused() throws Exception {
        Tls tls = Tls.selfSigned();
        assertThat(Handshakes.agree(tls, speaking("TLSv1.2")).server().protocol()).isEqualTo("TLSv1.2");
        Tls newest = tls.minimumVersion(TlsVersion.TLS_1_3);
        assertThat(Handshakes.agree(newest, speaking("TLSv1.3")).server().protocol()).isEqualTo("TLSv1.3");
        assertThatThrownBy(() -> Handshakes.agree(newest, speaking("TLSv1.2")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("protocol_version");
    }

    @Test
    void onlyStrongCiphersAreOfferedByDefault() throws Exception {
        assertThat(Tls.selfSigned().parameters().getCipherSuites())
                .allMatch(name -> name.endsWith("_GCM_SHA256") || name.endsWith("_GCM_SHA384")
                        || name.endsWith("_CHACHA20_POLY1305_SHA256"))
                .allMatch(name -> name.startsWith("TLS_ECDHE_") || !name.contains("_WITH_"));
        var weak = speaking("TLSv1.2").with(options -> options
                .setCipherSuites(new String[]{"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"}));
        assertThatThrownBy(() -> Handshakes.agree(Tls.selfSigned(), weak)).isInstanceOf(IOException.class)
                .hasMessageContaining("handshake_failure");
    }

    @Test
    void otherCiphersCanBeChosen() throws Exception {
        Tls tls = Tls.selfSigned().ciphers("TLS_CHACHA20_POLY1305_SHA256");
        assertThat(Handshakes.agree(tls, Client.lenient()).server().cipherSuite())
                .isEqualTo("TLS_CHACHA20_POLY1305_SHA256");
        assertThatThrownBy(() -> tls.ciphers("TLS_AES_128_GCM_SHA256", "ROT13"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("unknown cipher suites [ROT13]", "TLS_AES_256_GCM_SHA384");
        assertThatThrownBy(tls::ciphers).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(ClientAuth.class)
    void aClientWithATrustedCertificateIsKnown(ClientAuth auth) throws Exception {
        var openssl = new OpenSsl(folder);
        openssl.authority("root");
        Identity ann = openssl.client("ann", "root");
        Tls tls = Tls.selfSigned().clientAuth(auth, openssl.file("root.pem"));
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            assertThat(Handshakes.agree(tls, speaking(version).with(ann)).server().peerCertificate())
                    .contains(ann.certificate());
        }
        assertThat(tls.trustManager().orElseThrow().getAcceptedIssuers())
                .containsExactlyElementsOf(Pem.certificates(openssl.file("root.pem")));
    }

    @Test
    void aClientWithoutACertificateIsServedWhenOneIsWantedOnly() throws Exception {
        var openssl = new OpenSsl(folder);
        openssl.authority("root");
        Tls wanting = Tls.selfSigned().clientAuth(ClientAuth.WANTED, openssl.file("root.pem"));
        assertThat(Handshakes.agree(wanting, Client.lenient()).server().peerCertificate()).isEmpty();
        Tls requiring = Tls.selfSigned().clientAuth(ClientAuth.REQUIRED, openssl.file("root.pem"));
        assertThatThrownBy(() -> Handshakes.agree(requiring, Client.lenient()))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @EnumSource(ClientAuth.class)
    void aClientOfAnotherAuthorityIsRefused(ClientAuth auth) throws Exception {
        var openssl = new OpenSsl(folder);
        openssl.authority("root");
        openssl.authority("impostor");
        Identity eve = openssl.client("eve", "impostor");
        Tls tls = Tls.selfSigned().clientAuth(auth, openssl.file("root.pem"));
        assertThatThrownBy(() -> Handshakes.agree(tls, Client.lenient().with(eve)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anAuthorityTakenOutOfTheFileIsTrustedNoMore() throws Exception {
        var openssl = new OpenSsl(folder);
        openssl.authority("root");
        Identity ann = openssl.client("ann", "root");
        Tls tls = Tls.selfSigned().clientAuth(ClientAuth.REQUIRED, openssl.file("root.pem"));
        Handshakes.agree(tls, Client.lenient().with(ann));
        openssl.authority("root");
        assertThat(tls.reload()).isTrue();
        assertThatThrownBy(() -> Handshakes.agree(tls, Client.lenient().with(ann)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void noKeyIsPrinted() {
        assertThat(Tls.selfSigned().toString()).isEqualTo("Tls[localhost] from TLSv1.2");
    }
}
