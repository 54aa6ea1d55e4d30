package io.pastelli.push.bayeux.client;

import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.message.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** A message from a server: a reply, or an event. */
record Received(JsonNode fields) {
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    /**
     * Reads an answer, an array of messages.
     *
     * @throws RefusedException when it is none
     */
    static List<Received> all(String text) {
        try {
            JsonNode array = EXACT.readTree(text);
            var found = new ArrayList<Received>();
            array.forEach(each -> found.add(new Received(each)));
            if (array.isArray() && found.stream().allMatch(each -> each.fields.isObject())) {
                return found;
            }
        } catch (JacksonException e) {
            // said below
        }
        throw new RefusedException("what answers there is no Bayeux server");
    }

    String channel() {
        return fields.path("channel").asString("");
    }

    boolean successful() {
        return fields.path("successful").asBoolean(false);
    }

    String error() {
        return fields.path("error").asString("without a reason");
    }

    /** The event, when it is one: it has data, and is no reply to something that failed. */
    Optional<Event> event() {
        return fields.has("data") && !channel().startsWith("/meta/")
                ? Optional.of(Event.of(channel(), new Json(fields.get("data").toString())))
                : Optional.empty();
    }

    String text(String field) {
        return fields.path(field).asString("");
    }

    /** What the server advises to do next: {@code retry}, {@code handshake} or {@code none}. */
    String reconnect() {
        return fields.path("advice").path("reconnect").asString("retry");
    }

    Optional<Duration> advised(String time) {
        JsonNode found = fields.path("advice").path(time);
        return found.isNumber()
                ? Optional.of(Duration.ofMillis(Math.max(0, found.asLong())))
                : Optional.empty();
    }

    /** The number of the batch that came with the reply to a connect. */
    Optional<JsonNode> batch() {
        return Optional.of(fields.path("ext").path("ack")).filter(JsonNode::isNumber);
    }
}
