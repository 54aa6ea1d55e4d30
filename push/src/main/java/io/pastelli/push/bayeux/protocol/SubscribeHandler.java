package io.pastelli.push.bayeux.protocol;

import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.backend.Backend.Change;
import io.pastelli.push.bayeux.channel.Channels;
import io.pastelli.push.bayeux.message.BayeuxError;
import io.pastelli.push.bayeux.message.BayeuxError.Kind;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.message.Reply;
import io.pastelli.push.bayeux.monitor.Monitors;
import io.pastelli.push.bayeux.session.Session;
import java.util.List;
import java.util.Optional;

/**
 * Begins and ends subscriptions.
 *
 * <pre>
 * request  MUST clientId, subscription                MAY ext, id
 * reply    MUST successful, subscription              MAY error, advice, ext, clientId, id
 * </pre>
 *
 * Of several channels all are checked first, then all are taken, or none. {@code /meta/} is refused. {@code /service/}
 * is accepted without effect: CometD clients subscribe to it, and it is never distributed. To subscribe twice, or to
 * unsubscribe from what one is not subscribed to, succeeds.
 */
final class SubscribeHandler {
    private final Rules rules;
    private final Backend backend;
    private final Monitors monitors;
    private final Authorizers authorizers;

    SubscribeHandler(Rules rules, Backend backend, Monitors monitors, Authorizers authorizers) {
        this.rules = rules;
        this.backend = backend;
        this.monitors = monitors;
        this.authorizers = authorizers;
    }

    Optional<BayeuxError> check(Message.Subscribe message) {
        List<String> channels = channels(message);
        if (channels.isEmpty()) {
            return Optional.of(BayeuxError.of(Kind.MISSING, "subscription"));
        }
        for (String channel : channels) {
            if (!rules.channels().isPattern(channel)) {
                return Optional.of(BayeuxError.of(Kind.INVALID_CHANNEL, channel));
            }
            if (Channels.isMeta(channel)) {
                return Optional.of(BayeuxError.of(Kind.FORBIDDEN_CHANNEL, channel));
            }
        }
        return Optional.empty();
    }

    Reply handle(Message.Subscribe message, Session session, Caller caller) {
        List<String> channels = channels(message).stream().filter(name -> !Channels.isService(name)).toList();
        return message.begin()
                ? subscribe(message, channels, session, caller)
                : unsubscribe(message, channels, session);
    }

    /** The reply with the channels echoed. */
    static Reply echo(Message.Subscribe message, Reply reply) {
        return message.subscription().filter(asked -> !asked.channels().isEmpty())
                .map(asked -> reply.withDetails(new Reply.Details.OfSubscription(asked))).orElse(reply);
    }

    private Reply subscribe(Message.Subscribe message, List<String> channels, Session session,
            Caller caller) {
        for (String channel : channels) {
            boolean allowed = authorizers.subscribe(session, channel, caller.conn())
                    && (backend.hasSubscribers(channel)
                            || authorizers.create(session, channel, caller.conn()));
            if (!allowed) {
                return Reply.failed(message, BayeuxError.of(Kind.FORBIDDEN_CHANNEL, channel));
            }
        }
        return switch (backend.subscribe(session.id(), channels)) {
            case Change.Done done -> {
                monitors.subscribed(session.id(), done);
                yield Reply.to(message);
            }
            case Change.UnknownSession gone ->
                Reply.failed(message, BayeuxError.of(Kind.UNKNOWN_CLIENT, session.id()));
            case Change.TooMany many ->
                Reply.failed(message, BayeuxError.of(Kind.LIMIT, "subscriptions"));
        };
    }

    private Reply unsubscribe(Message.Subscribe message, List<String> channels, Session session) {
        if (backend.unsubscribe(session.id(), channels) instanceof Change.Done done) {
            monitors.unsubscribed(session.id(), done);
        }
        return Reply.to(message);
    }

    private static List<String> channels(Message.Subscribe message) {
        return message.subscription().map(Message.Subscriptions::channels).orElse(List.of());
    }
}
