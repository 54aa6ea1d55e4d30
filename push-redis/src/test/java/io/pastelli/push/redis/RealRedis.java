package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A Redis of the test's own, on a free port of the loopback, which can be killed, started again with its append-only
 * file, which has all that it ever answered, stopped, continued and emptied. The one on the {@code PATH}, else the one in the embedded-redis jar.
 */
public final class RealRedis implements AutoCloseable {
    private static final Path TARGET = Path.of(System.getProperty("pastelli.root", ".."),
            "push-redis/target");

    private final Path home;
    private final int port;
    private final List<String> options;
    private @Nullable Process process;

    private RealRedis(Path home, int port, List<String> options) {
        this.home = home;
        this.port = port;
        this.options = options;
    }

    /** Starts one with these options besides. */
    public static RealRedis start(String... options) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(Files.createDirectories(TARGET.resolve("redis")), "r");
        var redis = new RealRedis(home, freePort(), List.of(options));
        redis.restart();
        return redis;
    }

    /** A Sentinel by this configuration. */
    public static RealRedis sentinel(Path configuration) throws IOException, InterruptedException {
        var sentinel = new RealRedis(configuration, freePort(), List.of("--sentinel"));
        sentinel.restart();
        return sentinel;
    }

    /** Returns its port. */
    public int port() {
        return port;
    }

    /** Returns its address. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Connects to it. */
    public Jedis client() {
        return new Jedis("127.0.0.1", port);
    }

    /** Starts it again with what its append-only file holds, and waits until it answers. */
    public void restart() throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        Path log = home.resolve("log");
        if (options.contains("--sentinel")) {
            command.addAll(List.of(binary(), home.toString()));
            log = home.resolveSibling("log");
        } else {
            command.addAll(List.of(binary(), "--appendonly", "yes", "--appendfsync", "always", "--save", "",
                    "--dir", home.toString()));
        }
        command.addAll(options.contains("--tls-cert-file")
                ? List.of("--port", "0", "--tls-port", String.valueOf(port))
                : List.of("--port", String.valueOf(port)));
        command.addAll(List.of("--bind", "127.0.0.1"));
        command.addAll(options);
        Process started = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        process = started;
        long until = System.nanoTime() + 60_000_000_000L;
        while (!answers()) {
            if (!started.isAlive()) {
                String said = Files.readString(log);
                assertThat(said).doesNotContain("Redis is starting");
                abort("no Redis runs here, install redis-server: " + said);
            }
            assertThat(System.nanoTime()).as("Redis answers within 60 s").isLessThan(until);
            Thread.sleep(20);
        }
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        process().destroyForcibly().waitFor();
    }

    /** SIGSTOP: it takes connections and bytes, and answers nothing. */
    public void stop() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Has it forget everything. */
    public void empty() {
        try (Jedis client = client()) {
            client.flushAll();
        }
    }

    @Override
    public void close() {
        process().destroyForcibly();
    }

    /** Finds a free port of which 10 000 more, the port of a Cluster's bus, is a port too. */
    static int freePort() throws IOException {
        var taken = new ArrayList<ServerSocket>();
        try {
            while (true) {
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                taken.add(socket);
                if (socket.getLocalPort() < 55_000) {
                    return socket.getLocalPort();
                }
            }
        } finally {
            for (ServerSocket socket : taken) {
                socket.close();
            }
        }
    }

    private boolean answers() {
        if (options.contains("--requirepass") || options.contains("--tls-cert-file")) {
            return listens();
        }
        try (Jedis client = client()) {
            return "PONG".equals(client.ping());
        } catch (JedisException e) {
            return false;
        }
    }

    private boolean listens() {
        try {
            return Files.readString(home.resolve("log")).contains("Ready to accept connections");
        } catch (IOException e) {
            return false;
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process().pid())).inheritIO()
                .start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    private Process process() {
        if (process == null) {
            throw new IllegalStateException("it was not started");
        }
        return process;
    }

    private static String binary() throws IOException {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path installed = Path.of(folder, "redis-server");
            if (Files.isExecutable(installed)) {
                return installed.toString();
            }
        }
        return bundled().toString();
    }

    private static synchronized Path bundled() throws IOException {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")
                ? "6-v5-darwin"
                : "linux";
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        String name = switch (os) {
            case "linux" -> arm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
            default -> "redis-server-6.2." + os + (arm ? "-arm64" : "-amd64");
        };
        Path copy = TARGET.resolve(name);
        if (!Files.exists(copy)) {
            try (InputStream in = RealRedis.class.getResourceAsStream("/" + name)) {
                if (in == null) {
                    abort("there is no Redis for this machine in the jar: install redis-server");
                    throw new IllegalStateException();
                }
                Path whole = Files.createTempFile(TARGET, "redis", "");
                Files.write(whole, in.readAllBytes());
                assertThat(whole.toFile().setExecutable(true)).isTrue();
                Files.move(whole, copy);
            }
        }
        return copy;
    }
}
