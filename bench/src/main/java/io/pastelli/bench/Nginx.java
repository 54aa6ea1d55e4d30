package io.pastelli.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** nginx as Debian packs it, unpacked and not installed; its configuration is in the sources of the peers. */
final class Nginx {
    private Nginx() {}

    /**
     * Gets the package, once.
     *
     * @throws IllegalStateException when it is not to be had, with a sentence that says so
     */
    static void install(Path peers) throws IOException, InterruptedException {
        Path home = Files.createDirectories(peers.resolve("nginx"));
        if (!Files.isExecutable(program(peers))) {
            Peers.run(home, List.of("sh", "-c", "apt-get download nginx && dpkg -x nginx_*.deb ."),
                    "a Debian system and its packages");
        }
    }

    private static Path program(Path peers) {
        return peers.resolve("nginx/usr/sbin/nginx");
    }

    /** Writes the configuration for a free port and returns the line that starts it. */
    static List<String> line(Path peers, Path files) throws IOException {
        Path home = Files.createDirectories(peers.resolve("nginx/run"));
        Files.deleteIfExists(home.resolve("nginx.pid"));
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path source = Peers.source("web").resolve("nginx");
        Path configuration = home.resolve("nginx.conf");
        Files.writeString(configuration, Files.readString(source.resolve("nginx.conf"))
                .replace("@home@", home.toString()).replace("@files@", files.toString())
                .replace("@port@", Integer.toString(port)));
        return List.of("sh", source.resolve("serve.sh").toString(), program(peers).toString(),
                configuration.toString(), Integer.toString(port));
    }
}
