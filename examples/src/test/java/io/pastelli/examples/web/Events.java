package io.pastelli.examples.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of an event stream; closing it is leaving. */
public final class Events implements AutoCloseable {
    private static final String END = "(the end)";
    private static final String HEARTBEAT = ":";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    private Events() {}

    /** Opens the stream at {@code url}. */
    public static Events open(String url) {
        var events = new Events();
        Thread.ofVirtual().start(() -> events.read(url));
        return events;
    }

    private void read(String url) {
        try {
            var answer = client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofLines());
            try (var body = answer.body()) {
                body.forEach(lines::add);
            }
            lines.add(END);
        } catch (Exception e) {
            lines.add("(broken: " + e + ")");
        }
    }

    /** Returns the next line; heartbeats are passed over. */
    public String line() throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (;;) {
            String line = lines.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new AssertionError("nothing within " + PATIENCE + ", after: " + seen);
            }
            seen.add(line);
            if (line.equals(HEARTBEAT)) {
                lines.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS); // its empty line
            } else {
                return line;
            }
        }
    }

    /** Tells whether the stream ends here, in order. */
    public boolean ended() throws InterruptedException {
        return line().equals(END);
    }

    /** Returns the data of the next event of this name, passing over others. */
    public JsonNode next(String event) throws InterruptedException {
        while (!line().equals("event: " + event)) {
            // another event, or a line of one
        }
        return JsonMapper.shared().readTree(line().substring("data: ".length()));
    }

    /** Returns the next line that begins with {@code prefix}, passing over others. */
    public String lineWith(String prefix) throws InterruptedException {
        for (;;) {
            String line = line();
            if (line.startsWith(prefix)) {
                return line;
            }
        }
    }

    /** Breaks off, as a closed tab does. */
    public void leave() {
        client.shutdownNow();
    }

    @Override
    public void close() {
        leave();
    }
}
