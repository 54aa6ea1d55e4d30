package io.pastelli.push.bayeux.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pastelli.push.bayeux.clients.RealClient.Got;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One Node process for all the JavaScript clients of a test class; see {@code driver.cjs}.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
final class NodeHost implements JsClient.Host, AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
    private final Map<Integer, List<Got>> got = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger clients = new AtomicInteger();
    private final Process process;
    private final Writer commands;

    private NodeHost(Process process) {
        this.process = process;
        this.commands = process.outputWriter(UTF_8);
    }

    /** Starts Node; skips the test where there is none. */
    static NodeHost start() throws IOException, InterruptedException {
        Path home = Npm.home();
        Process process = new ProcessBuilder("node", "driver.cjs").directory(home.toFile())
                .redirectError(home.resolve("driver.log").toFile()).start();
        var made = new NodeHost(process);
        Thread.ofVirtual().start(made::listen);
        return made;
    }

    /** Opens another client. */
    RealClient open(String kind, String url, String transport, boolean ack) throws Exception {
        return new JsClient(this, clients.incrementAndGet(), kind, url, transport, ack);
    }

    @Override
    public @Nullable Object run(int client, String act, Object... args) throws Exception {
        int number = numbers.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        calls.put(number, answer);
        say(number, client, act, args);
        JsonNode said = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (said.has("error")) {
            throw new IllegalStateException(act + ": " + said.get("error").asString());
        }
        return JsonMapper.shared().treeToValue(said.get("value"), Object.class);
    }

    @Override
    public void abandon(int client) throws IOException {
        say(0, client, "abandon");
    }

    private void say(int number, int client, String act, Object... args) throws IOException {
        String line = JsonMapper.shared()
                .writeValueAsString(Map.of("call", number, "client", client, "act", act, "args", args));
        synchronized (commands) {
            commands.write(line + "\n");
            commands.flush();
        }
    }

    @Override
    public List<Got> got(int client) {
        return List.copyOf(got.getOrDefault(client, List.of()));
    }

    @Override
    public void close() throws IOException {
        commands.close();
        process.onExit().orTimeout(5, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly())
                .join();
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(JsonMapper.shared().readTree(line));
            }
        } catch (IOException e) {
            // it has ended
        }
        calls.values().forEach(call -> call
                .completeExceptionally(new IllegalStateException("Node has ended; see driver.log")));
    }

    private void hear(JsonNode said) {
        CompletableFuture<JsonNode> call = said.has("call") ? calls.remove(said.get("call").asInt()) : null;
        if (call != null) {
            call.complete(said);
        } else if (said.has("channel")) {
            got.computeIfAbsent(said.get("client").asInt(), client -> new CopyOnWriteArrayList<>())
                    .add(new Got(said.get("channel").asString(),
                            JsonMapper.shared().treeToValue(said.get("data"), Object.class)));
        }
    }
}
