package io.pastelli.netty;

import io.pastelli.tls.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A self-signed certificate for localhost, made once by the JDK's own tool. */
final class Certificate {
    private static final String PASSWORD = "changeit";

    private Certificate() {}

    /** Holds the one that all tests share. */
    private static final class Holder {
        static final Tls TLS = make();
    }

    static Tls tls() {
        return Holder.TLS;
    }

    private static Tls make() {
        try {
            Path directory = Files.createTempDirectory("pastelli-netty-tls");
            Path file = directory.resolve("localhost.p12");
            Process tool = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair", "-alias", "localhost", "-keyalg", "EC", "-groupname", "secp256r1",
                    "-dname",
                    "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1", "-validity", "30", "-storetype",
                    "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD)
                    .redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile()).start();
            if (!tool.waitFor(30, TimeUnit.SECONDS) || tool.exitValue() != 0) {
                throw new AssertionError("keytool: " + Files.readString(directory.resolve("log")));
            }
            Tls tls = Tls.pkcs12(file, PASSWORD);
            Files.delete(file);
            Files.delete(directory.resolve("log"));
            Files.delete(directory);
            return tls;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
