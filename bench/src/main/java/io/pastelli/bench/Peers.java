package io.pastelli.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Gets peers by npm and Maven, once, into the build directory. */
final class Peers {
    private Peers() {}

    static void faye(Path peers) throws IOException, InterruptedException {
        Path home = Files.createDirectories(peers.resolve("faye"));
        Path source = source("faye");
        Files.copy(source.resolve("server.cjs"), home.resolve("server.cjs"),
                StandardCopyOption.REPLACE_EXISTING);
        Path wanted = source.resolve("package.json");
        if (!done(home, wanted)) {
            Files.copy(wanted, home.resolve("package.json"), StandardCopyOption.REPLACE_EXISTING);
            run(home, List.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"),
                    "Node 20 with npm, and the npm registry");
            Files.copy(wanted, home.resolve("installed"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static void cometd(Path peers) throws IOException, InterruptedException {
        Path home = Files.createDirectories(peers.resolve("cometd"));
        Path main = source("cometd").resolve("src/main/java/CometdMain.java");
        Path pom = source("cometd").resolve("pom.xml");
        if (!done(home, pom) || Files.getLastModifiedTime(main)
                .compareTo(Files.getLastModifiedTime(home.resolve("installed"))) > 0) {
            run(home, List.of("mvn", "-q", "-B", "-f", pom.toString(), "-Dpeer=" + home, "package"),
                    "Maven, and its Central");
            Files.copy(pom, home.resolve("installed"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Builds a web server of {@code src/main/peers/web} by Maven. */
    static void web(Path peers, String name) throws IOException, InterruptedException {
        Path home = Files.createDirectories(peers.resolve("web").resolve(name));
        Path installed = home.resolve("installed");
        Path source = source("web");
        if (!Files.exists(installed) || newer(source.resolve("pom.xml"), installed)
                || newer(source.resolve("line"), installed) || newer(source.resolve(name), installed)) {
            run(home, List.of("mvn", "-q", "-B", "-f", source.resolve("pom.xml").toString(),
                    "-Dpeers=" + peers.resolve("web"), "-pl", name, "-am", "package"),
                    "Maven, and its Central");
            Files.writeString(installed, "");
        }
    }

    private static boolean newer(Path sources, Path than) throws IOException {
        FileTime time = Files.getLastModifiedTime(than);
        try (var all = Files.walk(sources)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                if (Files.getLastModifiedTime(each).compareTo(time) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns the class path of a web server. */
    static String classPath(Path peers, String name) {
        Path home = peers.resolve("web").resolve(name);
        return home.resolve("lib") + "/*" + File.pathSeparator + home.resolve("classes");
    }

    /** Where their sources are: beside the build directory. */
    static Path source(String name) {
        for (Path at = BenchMain.target().toAbsolutePath(); at != null; at = at.getParent()) {
            Path found = at.resolveSibling("src/main/peers").resolve(name);
            if (Files.isDirectory(found)) {
                return found;
            }
        }
        throw new IllegalStateException("the sources of the peers are not there: run it out of the project");
    }

    private static boolean done(Path home, Path wanted) throws IOException {
        Path installed = home.resolve("installed");
        return Files.exists(installed) && Files.mismatch(installed, wanted) < 0;
    }

    static void run(Path home, List<String> command, String needs) throws InterruptedException {
        try {
            Path log = home.resolve("install.log");
            var builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.start();
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroy();
                throw new IllegalStateException(
                        "a peer could not be installed; it needs " + needs + ": " + log + " says more");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a peer could not be installed; it needs " + needs, e);
        }
    }
}
