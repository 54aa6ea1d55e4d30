package io.pastelli.bayeux.client;

import io.pastelli.bayeux.cli.Problems.CannotRunException;
import io.pastelli.bayeux.cli.Seconds;
import io.pastelli.push.bayeux.client.BayeuxClient;
import io.pastelli.push.bayeux.client.RefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How a command reaches a server, and what its exit codes mean. */
final class Reach {
    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int NOT_IN_TIME = 3;
    private static final Duration END = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(10_000);

    @Parameters(index = "0", paramLabel = "URL", description = "Where the server's mount is: http://localhost:8000/bayeux")
    private String url = "";

    @Option(names = {"-t",
            "--timeout"}, paramLabel = "SECONDS", converter = Seconds.class, showDefaultValue = Visibility.NEVER, description = "How long it may take in all. Default: for ever.")
    private Optional<Duration> timeout = Optional.empty();

    @Option(names = "--trust", paramLabel = "FILE", showDefaultValue = Visibility.NEVER, description = "A PEM file with the certificate of the server, or of who signed it.")
    private Optional<Path> trust = Optional.empty();

    /** What a command does with a client. */
    interface Work {
        void with(BayeuxClient client) throws IOException, InterruptedException;
    }

    /** Does it and returns the exit code; {@code late} is that of a time that has passed. */
    int run(Work work, int late, PrintWriter err) {
        URI server = server();
        var problem = new AtomicReference<>("");
        try (var http = Trusting.client(trust)) {
            var client = new BayeuxClient(server, http, e -> told(problem, e, err));
            var task = new FutureTask<>(() -> {
                work.with(client);
                return DONE;
            });
            Thread worker = Thread.ofVirtual().start(task);
            try {
                return result(task, late, problem, err);
            } finally {
                task.cancel(true);
                ended(worker);
                http.shutdownNow();
            }
        }
    }

    private int result(FutureTask<Integer> task, int late, AtomicReference<String> problem,
            PrintWriter err) {
        try {
            return task.get(timeout.orElse(LONGEST).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (late != DONE || !problem.get().isEmpty()) {
                say(err, "not within " + timeout.orElse(LONGEST).toMillis() / 1000.0 + " s"
                        + (problem.get().isEmpty() ? "" : ": " + problem.get()));
            }
            return problem.get().isEmpty() ? late : NOT_IN_TIME;
        } catch (ExecutionException e) {
            return failed(e, err);
        } catch (InterruptedException e) {
            return NOT_IN_TIME;
        }
    }

    /** Waits for the work to end, which reading the standard input may put off. */
    private static void ended(Thread worker) {
        try {
            worker.join(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private URI server() {
        try {
            var server = new URI(url);
            if (server.getHost() != null && String.valueOf(server.getScheme()).matches("https?")) {
                return server;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new CannotRunException(url + " is no address: pass one such as http://localhost:8000/bayeux");
    }

    private static int failed(ExecutionException e, PrintWriter err) {
        return switch (e.getCause()) {
            case RefusedException refused -> {
                say(err, "refused: " + refused.getMessage());
                yield REFUSED;
            }
            case IOException lost -> {
                say(err, "the connection was lost, and it is not known whether the message has arrived: "
                        + lost.getMessage());
                yield NOT_IN_TIME;
            }
            case CannotRunException cannot -> throw cannot;
            case null, default -> throw new IllegalStateException(e);
        };
    }

    /** Says the first of several like it. */
    private void told(AtomicReference<String> problem, IOException e, PrintWriter err) {
        String text = Optional.ofNullable(e.getMessage()).orElse("no connection");
        if (!problem.getAndSet(text).equals(text)) {
            say(err, url + " cannot be reached, trying again: " + text);
        }
    }

    private static void say(PrintWriter err, String text) {
        err.println("pastelli: " + text);
        err.flush();
    }
}
