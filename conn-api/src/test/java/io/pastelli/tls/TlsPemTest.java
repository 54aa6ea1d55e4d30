package io.pastelli.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.tls.Handshakes.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Key and certificate files as openssl writes them. */
class TlsPemTest {
    @TempDir
    Path folder;

    private Path make(String key) throws Exception {
        var openssl = new OpenSsl(folder);
        openssl.run(key);
        openssl.run("req -x509 -key key.pem -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
                + " -out cert.pem");
        return openssl.file("key.pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"genrsa -out key.pem 2048", "genrsa -out key.pem -traditional 2048",
            "genpkey -out key.pem -algorithm ed25519",
            "genpkey -out key.pem -algorithm ed448",
            "genpkey -out key.pem -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048",
            "genpkey -out key.pem -algorithm EC -pkeyopt ec_paramgen_curve:P-384",
            "ecparam -out key.pem -name prime256v1 -genkey",
            "ecparam -out key.pem -name secp521r1 -genkey -noout"})
    void everyKindOfKeyServes(String key) throws Exception {
        Tls tls = Tls.pem(folder.resolve("cert.pem"), make(key));
        var certificate = Pem.certificates(folder.resolve("cert.pem")).getFirst();
        var client = Client.trusting(certificate)
                .with(options -> options.setEndpointIdentificationAlgorithm("HTTPS"));
        assertThat(Handshakes.agree(tls, client).certificate()).isEqualTo(certificate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"genrsa -out key.pem -traditional -aes128 -passout pass:secret 2048",
            "genpkey -out key.pem -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes128 -pass pass:secret"})
    void anEncryptedKeyIsRefusedWithTheCommandThatDecryptsIt(String key) throws Exception {
        new OpenSsl(folder).run(key);
        new OpenSsl(folder).certificate("cert", "localhost");
        assertThatThrownBy(() -> Tls.pem(folder.resolve("cert.pem"), folder.resolve("key.pem")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is encrypted: decrypt it with: openssl pkey -in " + folder);
    }

    @Test
    void aKeyOfAnotherCertificateIsFoundAtTheStart() throws Exception {
        Path key = make("genrsa -out key.pem 2048");
        var openssl = new OpenSsl(folder);
        openssl.certificate("ec", "localhost");
        openssl.run("genrsa -out rsa2.pem 3072");
        openssl.run("genrsa -out rsa3.pem 2048");
        for (Path other : new Path[]{openssl.file("ec.key"), openssl.file("rsa2.pem"),
                openssl.file("rsa3.pem")}) {
            assertThatThrownBy(() -> Tls.pem(folder.resolve("cert.pem"), other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("does not belong to the certificate", other.toString(),
                            "CN=localhost");
        }
        assertThat(Tls.pem(folder.resolve("cert.pem"), key)).hasToString("Tls[localhost] from TLSv1.2");
    }

    @Test
    void aChainIsShownWhole() throws Exception {
        var openssl = new OpenSsl(folder);
        openssl.authority("root");
        Files.writeString(openssl.file("middle.ext"), "basicConstraints=critical,CA:TRUE\n");
        openssl.signed("middle", "root");
        Files.writeString(openssl.file("leaf.ext"), "subjectAltName=DNS:localhost\n");
        openssl.signed("leaf", "middle");
        String leaf = Files.readString(openssl.file("leaf.pem"));
        String middle = Files.readString(openssl.file("middle.pem"));
        Path chain = Files.writeString(openssl.file("chain.pem"),
                "Bag attributes, as some tools write\n" + leaf + middle);
        Tls tls = Tls.pem(chain, openssl.file("leaf.key"));
        var client = Client.trusting(Pem.certificates(openssl.file("root.pem")).getFirst());
        assertThat(Handshakes.agree(tls, client).client().getPeerCertificates()).hasSize(2);

        Path upsideDown = Files.writeString(openssl.file("upside-down.pem"), middle + leaf);
        assertThatThrownBy(() -> Tls.pem(upsideDown, openssl.file("leaf.key")))
                .hasMessageContaining("the server's own certificate has to be the first in " + upsideDown);
    }

    @Test
    void keyAndCertificateMayBeInOneFile() throws Exception {
        var openssl = new OpenSsl(folder);
        openssl.certificate("a", "localhost");
        Path both = Files.writeString(openssl.file("both.pem"),
                Files.readString(openssl.file("a.key")) + Files.readString(openssl.file("a.pem")));
        assertThat(Tls.pem(both, both)).hasToString("Tls[localhost] from TLSv1.2");
    }

    @Test
    void whatIsNotRightIsRefusedWithASentenceThatSaysWhatToDo() throws Exception {
        var openssl = new OpenSsl(folder);
        openssl.certificate("a", "localhost");
        Path cert = openssl.file("a.pem");
        Path key = openssl.file("a.key");
        openssl.run("x509 -in a.pem -outform der -out a.der");
        openssl.run("pkey -in a.key -outform der -out key.der");
        openssl.run("ec -in a.key -no_public -param_enc explicit -out explicit.key");
        String text = Files.readString(key);
        Path cut = Files.writeString(openssl.file("cut.key"), text.substring(0, text.length() / 2));
        Path damaged = Files.writeString(openssl.file("damaged.key"), text.replaceFirst("\nMI", "\nXX"));
        Path notBase64 = Files.writeString(openssl.file("text.key"), text.replaceFirst("\nMI", "\n#!"));
        Path ssh = Files.writeString(openssl.file("id"), text.replace("PRIVATE KEY", "OPENSSH PRIVATE KEY"));
        Path dsa = Files.writeString(openssl.file("dsa"), text.replace("PRIVATE KEY", "DSA PRIVATE KEY"));
        Path empty = Files.createFile(openssl.file("empty"));
        refused(key, cert, key + " holds no certificate", "the certificate is the first argument");
        refused(cert, cert, cert + " holds no private key", "the certificate is the first argument");
        refused(openssl.file("a.der"), key, "openssl x509 -inform der -in " + openssl.file("a.der"));
        refused(cert, openssl.file("key.der"), "openssl pkey -inform der -in " + openssl.file("key.der"));
        refused(cert, openssl.file("explicit.key"), "is damaged or of a kind that this JDK does not know");
        refused(cert, cut, "is cut off");
        refused(cert, damaged, "is damaged or of a kind");
        refused(cert, notBase64, "is damaged: Illegal base64");
        refused(cert, ssh, "ssh-keygen -p");
        refused(cert, dsa, "DSA PRIVATE KEY: make one with: openssl genpkey");
        refused(cert, empty, "is no PEM file");
        refused(openssl.file("none.pem"), key, "there is no file", "Tls.selfSigned()");
        refused(folder, key, "cannot read " + folder);
    }

    private static void refused(Path cert, Path key, String... because) {
        assertThatThrownBy(() -> Tls.pem(cert, key)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(because);
    }

    @Test
    void aPkcs12FileServesAndIsRefusedWithAnotherPassword() throws Exception {
        var openssl = new OpenSsl(folder);
        openssl.certificate("a", "localhost");
        openssl.run("pkcs12 -export -in a.pem -inkey a.key -passout pass:secret -out a.p12");
        openssl.run("pkcs12 -export -in a.pem -nokeys -passout pass:secret -out nokey.p12");
        Path p12 = openssl.file("a.p12");
        var trusting = Client.trusting(Pem.certificates(openssl.file("a.pem")).getFirst());
        assertThat(Handshakes.agree(Tls.pkcs12(p12, "secret"), trusting).server().protocol())
                .isEqualTo("TLSv1.3");
        assertThatThrownBy(() -> Tls.pkcs12(p12, "guess")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the password of " + p12 + " is another");
        assertThatThrownBy(() -> Tls.pkcs12(openssl.file("a.pem"), "secret"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("openssl pkcs12 -export");
        assertThatThrownBy(() -> Tls.pkcs12(openssl.file("nokey.p12"), "secret"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("holds no private key");
        assertThatThrownBy(() -> Tls.pkcs12(openssl.file("none.p12"), "secret"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("there is no file");
    }
}
