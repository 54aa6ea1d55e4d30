package io.pastelli.examples.cluster;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a node running: starts its process, and again some time after it has ended.
 *
 * <p>
 * <b>Threading:</b> a virtual thread of its own waits for the process; any thread may ask.
 */
final class Member implements AutoCloseable {
    private static final long AGAIN_SECONDS = 10;
    private static final long GRACE_SECONDS = 6;

    private final String redis;
    private final String adapter;
    private final Consumer<String> tells;
    private final CountDownLatch serves = new CountDownLatch(1);
    private final Thread keeper;
    private volatile @Nullable Process process;
    private volatile int port;
    private volatile boolean closed;

    Member(String redis, String adapter, Consumer<String> tells) {
        this.redis = redis;
        this.adapter = adapter;
        this.tells = tells;
        this.keeper = Thread.startVirtualThread(this::keep);
    }

    /** Waits until it serves for the first time; false when it does not. */
    boolean await(long seconds) throws InterruptedException {
        return serves.await(seconds, TimeUnit.SECONDS);
    }

    /** Returns where it listens; empty while it does not run. */
    OptionalInt port() {
        int now = port;
        return now == 0 ? OptionalInt.empty() : OptionalInt.of(now);
    }

    /** Returns the number of its process, 0 before the first. */
    long pid() {
        Process now = process;
        return now == null ? 0 : now.pid();
    }

    @Override
    public void close() {
        closed = true;
        Process now = process;
        if (now != null) {
            now.destroy();
            try {
                if (!now.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    now.destroyForcibly();
                }
            } catch (InterruptedException e) {
                now.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        keeper.interrupt();
    }

    private void keep() {
        while (!closed) {
            try {
                run();
                Thread.sleep(AGAIN_SECONDS * 1000);
            } catch (IOException e) {
                tells.accept(adapter + " cannot be started: " + e.getMessage());
                return;
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void run() throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(Node.REDIS, redis);
        Process started = builder.start();
        process = started;
        if (closed) {
            started.destroy();
        }
        String line = started.inputReader().readLine();
        if (line != null) {
            port = Integer.parseInt(line);
            tells.accept("  " + adapter + " is process " + started.pid() + ": kill -9 " + started.pid()
                    + " and watch the chat go on");
            serves.countDown();
        }
        started.waitFor();
        port = 0;
        if (!closed) {
            tells.accept("  " + adapter + " is gone; it is started again in " + AGAIN_SECONDS + " s");
        }
    }

    /** This program's own java and class path, and its flags. */
    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--") || flag.startsWith("-X")).forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Node.class.getName(), adapter));
        return command;
    }
}
