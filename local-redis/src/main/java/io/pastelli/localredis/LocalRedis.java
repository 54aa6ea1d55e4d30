package io.pastelli.localredis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Redis in a process of its own, on a free port of the loopback. It ends with this JVM.
 *
 * <p>
 * <b>Threading:</b> one thread.
 */
public final class LocalRedis implements AutoCloseable {
    private static final int SOON = 1000; // ms
    private static final long START = TimeUnit.SECONDS.toNanos(60);

    private final List<String> command = new ArrayList<>();
    private final Path log;
    private final int port = freePort();
    private final boolean tls;
    private final Thread hook = new Thread(this::kill);
    private volatile Process process;

    private LocalRedis(Path folder, Path home, List<String> arguments) throws IOException {
        log = home.resolve("log");
        tls = arguments.contains("--tls-cert-file");
        command.add(Binary.find(folder).toString());
        command.addAll(arguments);
        command.addAll(tls
                ? List.of("--port", "0", "--tls-port", String.valueOf(port))
                : List.of("--port", String.valueOf(port)));
        command.addAll(List.of("--bind", "127.0.0.1"));
        process = launch();
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param folder takes the program when it comes out of a jar, and a new folder for what this Redis writes, where it
     *            runs
     * @param arguments of {@code redis-server}, without port and address
     * @throws NoRedisException when there is none for this machine
     */
    public static LocalRedis start(Path folder, String... arguments)
            throws IOException, InterruptedException {
        Path at = folder.toAbsolutePath();
        Path home = Files.createTempDirectory(Files.createDirectories(at.resolve("redis")), "r");
        var redis = new LocalRedis(at, home, List.of(arguments));
        Runtime.getRuntime().addShutdownHook(redis.hook);
        redis.await();
        return redis;
    }

    /** Returns its port. */
    public int port() {
        return port;
    }

    /** Returns where it is. */
    public String url() {
        return (tls ? "rediss" : "redis") + "://127.0.0.1:" + port;
    }

    /** Returns its process id. */
    public long pid() {
        return process.pid();
    }

    /** Starts it again, when it was killed, and waits until it answers. */
    public void restart() throws IOException, InterruptedException {
        process = launch();
        await();
    }

    /** Ends it at once, as {@code kill -9} does, and waits for its end. */
    public void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Has a command without blanks in its arguments answered; returns the status, number or text that comes first.
     *
     * @throws IOException when it does not answer within a second
     */
    public String ask(String line) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), SOON);
            socket.setSoTimeout(SOON);
            socket.getOutputStream().write((line + "\r\n").getBytes(UTF_8));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String answer = line(in);
            return answer.startsWith("$")
                    ? new String(in.readNBytes(Integer.parseInt(answer.substring(1))), UTF_8)
                    : answer;
        }
    }

    /**
     * Returns a value of {@code INFO}.
     *
     * @throws IOException when there is none of this name
     */
    public String info(String section, String name) throws IOException {
        return ask("INFO " + section).lines().filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip()).findFirst()
                .orElseThrow(() -> new IOException("Redis says nothing of " + name));
    }

    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it runs
        }
    }

    /** Returns a port of the loopback that nobody has, and of which 10 000 more, that of a Cluster's bus, is a port too. */
    public static int freePort() {
        while (true) {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (socket.getLocalPort() < 55_000) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                throw new IllegalStateException("the loopback has no free port", e);
            }
        }
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(command).directory(log.resolveSibling(".").toFile())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private void await() throws IOException, InterruptedException {
        long until = System.nanoTime() + START;
        while (!answers()) {
            if (!process.isAlive()) {
                String said = Files.readString(log);
                if (said.contains("Redis is starting")) {
                    throw new IOException("Redis has ended: " + said);
                }
                throw new NoRedisException("no Redis runs here, install redis-server: " + said);
            }
            if (System.nanoTime() > until) {
                throw new IOException("Redis does not answer: " + log);
            }
            Thread.sleep(20);
        }
    }

    private boolean answers() throws IOException {
        if (tls) {
            return Files.readString(log).contains("Ready to accept connections");
        }
        try {
            String answer = ask("PING");
            return answer.startsWith("+PONG") || answer.startsWith("-NOAUTH");
        } catch (IOException e) {
            return false;
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("Redis has closed the connection");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
