package io.pastelli.push.redis;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/** Bayeux messages by HTTP. */
final class Http {
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private Http() {}

    /** Posts messages and gives the answer. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> post(int port, Object... messages)
            throws IOException, InterruptedException {
        String body = JsonMapper.shared().writeValueAsString(List.of(messages));
        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                        .header("content-type", "application/json").timeout(Duration.ofSeconds(40))
                        .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return JsonMapper.shared().readValue(response.body(), List.class);
    }

    /** Posts a text. */
    static void text(int port, String text) throws IOException, InterruptedException {
        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                        .timeout(Duration.ofSeconds(40)).POST(HttpRequest.BodyPublishers.ofString(text))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 204) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
    }

    static Map<String, Object> handshake() {
        return Map.of("channel", "/meta/handshake", "version", "1.0", "supportedConnectionTypes",
                List.of("long-polling"), "ext", Map.of("ack", true));
    }

    static Map<String, Object> plainHandshake() {
        return Map.of("channel", "/meta/handshake", "version", "1.0", "supportedConnectionTypes",
                List.of("long-polling"));
    }

    static Map<String, Object> subscribe(String client, String channel) {
        return Map.of("channel", "/meta/subscribe", "clientId", client, "subscription", channel);
    }

    static Map<String, Object> connect(String client) {
        return Map.of("channel", "/meta/connect", "clientId", client, "connectionType", "long-polling");
    }

    static Map<String, Object> poll(String client) {
        return Map.of("channel", "/meta/connect", "clientId", client, "connectionType", "long-polling",
                "advice", Map.of("timeout", 0));
    }

    static Map<String, Object> publish(String client, String channel, Object data) {
        return Map.of("channel", channel, "clientId", client, "data", data);
    }

    static boolean successful(Map<String, Object> reply) {
        return Boolean.TRUE.equals(reply.get("successful"));
    }

    @SuppressWarnings("unchecked")
    static Object advice(Map<String, Object> reply, String name) {
        return ((Map<String, Object>) reply.getOrDefault("advice", Map.of())).getOrDefault(name, "");
    }

    /** The data of the events in an answer. */
    static List<Object> data(List<Map<String, Object>> answer) {
        return answer.stream().filter(each -> each.containsKey("data")).map(each -> each.get("data"))
                .toList();
    }
}
