package io.pastelli.bench.start;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Starts a program and asks it until it answers. */
final class Launch {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(60); // an archive is written then
    private static final List<String> FLAGS = List.of("--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    /**
     * What it took to the first response.
     *
     * @param millis of time
     * @param cpu milliseconds of CPU, to 10 ms: all threads of the process, those of the JIT too
     */
    record First(double millis, double cpu) {}

    private Launch() {}

    /** Returns what it took from the start of the process to its first response, a 200. */
    static First toFirstResponse(Program program, List<String> flags, Path log)
            throws IOException, InterruptedException {
        return run(program, flags, log, 1);
    }

    /** Has the JVM see what the program does, and write that down when it ends. */
    static void train(Program program, List<String> flags, Path log)
            throws IOException, InterruptedException {
        run(program, flags, log, 20);
    }

    private static First run(Program program, List<String> flags, Path log, int requests)
            throws IOException, InterruptedException {
        int port = free();
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(FLAGS);
        line.addAll(flags);
        line.addAll(List.of("-cp", program.classPath(), program.main(), Integer.toString(port)));
        var builder = new ProcessBuilder(line).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // a flag of the tests is not one of this program
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            First first = answered(process, port, start);
            for (int i = 1; i < requests; i++) {
                ask(port);
            }
            return first;
        } finally {
            process.destroy(); // SIGTERM: the JVM ends in order
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static First answered(Process process, int port, long start) throws IOException {
        while (true) {
            try {
                ask(port);
                double millis = (System.nanoTime() - start) / 1e6;
                return new First(millis, process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis());
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw e;
                }
                LockSupport.parkNanos(500_000);
            }
        }
    }

    private static void ask(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            String head = new String(socket.getInputStream().readNBytes(12), US_ASCII);
            if (!head.equals("HTTP/1.1 200")) {
                throw new IllegalStateException("not a 200: " + head);
            }
        }
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
