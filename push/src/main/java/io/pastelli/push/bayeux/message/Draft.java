package io.pastelli.push.bayeux.message;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of one message while it is read. */
final class Draft {
    @Nullable
    String clientId;
    @Nullable
    String version;
    @Nullable
    String connectionType;
    @Nullable
    Json id;
    @Nullable
    Json data;
    @Nullable
    List<String> connectionTypes;
    Message.@Nullable Subscriptions subscription;
    Map<String, Json> ext = Map.of();
    private @Nullable String channel;
    private @Nullable Duration timeout;

    void channel(String name) {
        if (channel != null) {
            throw MessageReader.bad("a message has one channel");
        }
        channel = name;
    }

    void advice(Json advice) {
        if (advice.fields().get("timeout") instanceof Number millis) {
            timeout = Duration.ofMillis(Math.clamp(millis.longValue(), 0, Integer.MAX_VALUE));
        }
    }

    Message message() {
        String name = channel;
        if (name == null) {
            throw MessageReader.bad("a message has to have a channel");
        }
        Optional<String> client = Optional.ofNullable(clientId);
        Optional<Json> messageId = Optional.ofNullable(id);
        return switch (name) {
            case "/meta/handshake" ->
                new Message.Handshake(Optional.ofNullable(version), Optional.ofNullable(connectionTypes),
                        messageId, ext);
            case "/meta/connect" -> new Message.Connect(client, Optional.ofNullable(connectionType),
                    Optional.ofNullable(timeout), messageId, ext);
            case "/meta/subscribe", "/meta/unsubscribe" ->
                new Message.Subscribe(name.equals("/meta/subscribe"), client,
                        Optional.ofNullable(subscription), messageId, ext);
            case "/meta/disconnect" -> new Message.Disconnect(client, messageId, ext);
            default -> name.equals("/meta") || name.startsWith("/meta/")
                    ? new Message.UnknownMeta(name, client, messageId, ext)
                    : new Message.Publish(name, client, Optional.ofNullable(data), messageId, ext);
        };
    }
}
