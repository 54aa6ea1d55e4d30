package io.pastelli.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.tls.Handshakes.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which certificate is shown to whom. */
class TlsNamesTest {
    @TempDir
    Path folder;

    private static String shown(Tls tls, Client client) throws Exception {
        var agreed = Handshakes.agree(tls, client);
        return agreed.certificate().getSubjectX500Principal().getName();
    }

    @ParameterizedTest
    @CsvSource({"a.test, CN=first", "www.b.test, CN=wild", "own.b.test, CN=own", "OWN.b.TEST, CN=own",
            "b.test, CN=first", "x.y.b.test, CN=first", "unknown.test, CN=first", "given.test, CN=given",
            "any.given.test, CN=given", "c.test, CN=first"})
    void theNameTheClientAsksForChoosesTheCertificate(String asked, String expected) throws Exception {
        var openssl = new OpenSsl(folder);
        Tls given = openssl.server("given", "c.test");
        Tls tls = openssl.server("first", "a.test").also(openssl.server("wild", "*.b.test"))
                .also(openssl.server("own", "own.b.test")).also("given.test", given)
                .also("*.given.test", given);
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            var client = Client.lenient().with(options -> options.setProtocols(new String[]{version}));
            assertThat(shown(tls, client.askingFor(asked))).as(version).isEqualTo(expected);
        }
        assertThat(Handshakes.agree(tls, Client.lenient().askingFor(asked)).server().serverName())
                .contains(asked.toLowerCase(Locale.ROOT));
    }

    @Test
    void aClientThatAsksForNoneIsShownTheFirst() throws Exception {
        var openssl = new OpenSsl(folder);
        Tls tls = openssl.server("first", "a.test").also(openssl.server("second", "b.test"));
        var silent = Client.lenient().with(options -> options.setServerNames(List.of()));
        assertThat(shown(tls, silent)).isEqualTo("CN=first");
        assertThat(Handshakes.agree(tls, silent).server().serverName()).isEmpty();
    }

    @Test
    void ofTwoForOneHostTheOneWithAKeyTheClientTakesIsShown() throws Exception {
        var openssl = new OpenSsl(folder);
        openssl.run(
                "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=rsa -addext subjectAltName=DNS:a.test"
                        + " -keyout rsa.key -out rsa.pem");
        Tls rsa = Tls.pem(openssl.file("rsa.pem"), openssl.file("rsa.key"));
        Tls tls = openssl.server("ec", "a.test").also(rsa);
        for (String asked : List.of("a.test", "unknown.test")) {
            var client = Client.lenient().askingFor(asked);
            assertThat(shown(tls, client.with(options -> options.setSignatureSchemes(
                    new String[]{"rsa_pss_rsae_sha256"})))).isEqualTo("CN=rsa");
            assertThat(shown(tls, client.with(options -> options.setSignatureSchemes(
                    new String[]{"ecdsa_secp256r1_sha256"})))).isEqualTo("CN=ec");
        }
    }

    @Test
    void everyKeyOfAPkcs12FileCanBeChosen() throws Exception {
        var openssl = new OpenSsl(folder);
        openssl.certificate("a", "a.test");
        openssl.certificate("b", "b.test");
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (String name : List.of("a", "b")) {
            Identity identity = Identities.pem(openssl.file(name + ".pem"), openssl.file(name + ".key"))
                    .getFirst();
            store.setKeyEntry(name, identity.key(), "secret".toCharArray(),
                    identity.chain().toArray(X509Certificate[]::new));
        }
        try (var out = Files.newOutputStream(openssl.file("both.p12"))) {
            store.store(out, "secret".toCharArray());
        }
        Tls tls = Tls.pkcs12(openssl.file("both.p12"), "secret");
        assertThat(shown(tls, Client.lenient().askingFor("a.test"))).isEqualTo("CN=a");
        assertThat(shown(tls, Client.lenient().askingFor("b.test"))).isEqualTo("CN=b");
    }
}
