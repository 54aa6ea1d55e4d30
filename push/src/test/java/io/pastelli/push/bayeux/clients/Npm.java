package io.pastelli.push.bayeux.clients;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packages of the JavaScript clients: installed from the npm registry into the build directory, once. */
public final class Npm {
    /** Where the tests' own scripts are. */
    public static final Path SCRIPTS = Path.of(System.getProperty("pastelli.root", ".."))
            .resolve("push/src/test/js");

    private static final Path HOME = SCRIPTS.resolve("../../../target/npm").normalize();
    private static final List<String> OURS = List.of("package.json", "faces.js", "driver.cjs",
            "page.html", "page.js");

    private Npm() {}

    /** Returns where the packages and our scripts are; skips the test where there is no Node or no registry. */
    public static synchronized Path home() throws IOException, InterruptedException {
        Files.createDirectories(HOME);
        for (String file : OURS) {
            Files.copy(SCRIPTS.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path done = HOME.resolve("installed");
        if (!Files.exists(done) || Files.mismatch(done, HOME.resolve("package.json")) >= 0) {
            install();
            Files.copy(HOME.resolve("package.json"), done, StandardCopyOption.REPLACE_EXISTING);
        }
        return HOME;
    }

    private static void install() throws IOException, InterruptedException {
        Path log = HOME.resolve("npm.log");
        Process npm;
        try {
            npm = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts",
                    "--fetch-retries=1").directory(HOME.toFile()).redirectErrorStream(true)
                    .redirectOutput(log.toFile()).start();
        } catch (IOException e) {
            abort("Node.js with npm is not installed: install Node 20 to test with the real clients");
            throw e;
        }
        if (!npm.waitFor(180, TimeUnit.SECONDS)) {
            npm.destroyForcibly().waitFor();
        }
        if (npm.exitValue() != 0) {
            abort("npm could not install the clients, maybe there is no network: " + Files.readString(log));
        }
    }
}
