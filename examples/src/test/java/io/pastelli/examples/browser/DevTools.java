package io.pastelli.examples.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One DevTools connection: calls and their answers; events are passed over. */
final class DevTools implements WebSocket.Listener {
    private static final long PATIENCE_SECONDS = 60;

    private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final StringBuilder text = new StringBuilder(); // the HTTP client calls one listener method at a time
    private @Nullable WebSocket socket;

    private DevTools() {}

    static DevTools connect(HttpClient http, URI uri) {
        var made = new DevTools();
        made.socket = http.newWebSocketBuilder().buildAsync(uri, made).join();
        return made;
    }

    /** Calls a method of the protocol and waits for its result. */
    synchronized JsonNode call(String method, Map<String, ?> params) {
        WebSocket open = socket;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        int id = ids.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        calls.put(id, answer);
        var message = Map.of("id", id, "method", method, "params", params);
        open.sendText(JsonMapper.shared().writeValueAsString(message), true).join();
        JsonNode reply = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        if (reply.has("error")) {
            throw new IllegalStateException(method + ": " + reply.get("error"));
        }
        return reply.get("result");
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            JsonNode message = JsonMapper.shared().readTree(text.toString());
            text.setLength(0);
            CompletableFuture<JsonNode> call = message.has("id")
                    ? calls.remove(message.get("id").asInt())
                    : null;
            if (call != null) {
                call.complete(message);
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        calls.values()
                .forEach(call -> call.completeExceptionally(new IllegalStateException("the tab is closed")));
        return null;
    }

    void abort() {
        if (socket != null) {
            socket.abort();
        }
    }
}
