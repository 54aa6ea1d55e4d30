package io.pastelli.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The openssl command, in a folder of its own; where it is not installed the test is said to be not run. */
record OpenSsl(Path folder) {
    OpenSsl {
        assumeThat(Stream.of(System.getenv("PATH").split(":", -1)).map(Path::of)
                .anyMatch(bin -> Files.isExecutable(bin.resolve("openssl")))).as("openssl is installed")
                .isTrue();
    }

    /** Runs it with arguments split at blanks and returns what it printed; {@code input} goes to its standard input. */
    String run(String arguments, String input) throws IOException, InterruptedException {
        var command = Stream.concat(Stream.of("openssl"), Arrays.stream(arguments.split(" ", -1))).toList();
        Path in = Files.writeString(folder.resolve("stdin"), input);
        Path out = folder.resolve("stdout");
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectInput(in.toFile()).redirectOutput(out.toFile()).start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
            String said = Files.readString(out);
            assertThat(process.exitValue()).as("%s said %s", command, said).isZero();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    void run(String arguments) throws IOException, InterruptedException {
        run(arguments, "");
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Makes {@code name.pem} and {@code name.key}: a P-256 certificate for a host, signed by itself. */
    Tls server(String name, String host) throws Exception {
        certificate(name, host);
        return Tls.pem(file(name + ".pem"), file(name + ".key"));
    }

    void certificate(String name, String host) throws Exception {
        run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" + name
                + " -addext subjectAltName=DNS:" + host + " -keyout " + name + ".key -out " + name + ".pem");
    }

    /** Makes {@code name.pem} and {@code name.key} signed by the authority {@code by}, for a client. */
    Identity client(String name, String by) throws Exception {
        Files.writeString(file(name + ".ext"), "extendedKeyUsage=clientAuth\n");
        signed(name, by);
        return Identities.pem(file(name + ".pem"), file(name + ".key")).getFirst();
    }

    /** Makes {@code name.pem} and {@code name.key} signed by {@code by}, with the extensions of {@code name.ext}. */
    void signed(String name, String by) throws Exception {
        run("req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=" + name + " -keyout "
                + name
                + ".key -out " + name + ".csr");
        run("x509 -req -days 2 -in " + name + ".csr -CA " + by + ".pem -CAkey " + by
                + ".key -CAcreateserial -extfile " + name + ".ext -out " + name + ".pem");
    }

    /** Makes {@code name.pem} and {@code name.key}: an authority. */
    void authority(String name) throws Exception {
        run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" + name
                + " -keyout "
                + name + ".key -out " + name + ".pem");
    }
}
