package io.pastelli.push.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.localredis.LocalRedis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;

/** A node in a process of its own, to be killed. */
final class NodeProcess implements AutoCloseable {
    private final String redis;
    private final String adapter;
    private final Class<?> program;
    private final int port;
    private Process process;

    NodeProcess(String redis, String adapter) throws IOException {
        this(redis, adapter, NodeProgram.class);
    }

    NodeProcess(String redis, String adapter, Class<?> program) throws IOException {
        this.program = program;
        this.redis = redis;
        this.adapter = adapter;
        this.port = LocalRedis.freePort();
        this.process = run();
        await();
    }

    int port() {
        return port;
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void restart() throws IOException {
        process = run();
        await();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private Process run() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), program.getName(), redis, adapter,
                String.valueOf(port)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private void await() throws IOException {
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        assertThat(out.readLine()).as("the node has started").isEqualTo("port " + port);
    }
}
