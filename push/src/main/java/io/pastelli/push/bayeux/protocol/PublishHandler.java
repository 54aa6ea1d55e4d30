package io.pastelli.push.bayeux.protocol;

import io.pastelli.push.bayeux.channel.Channels;
import io.pastelli.push.bayeux.message.BayeuxError;
import io.pastelli.push.bayeux.message.BayeuxError.Kind;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.message.Reply;
import io.pastelli.push.bayeux.session.Session;
import java.util.Optional;

/**
 * Takes what is published.
 *
 * <pre>
 * request  MUST channel, data                         MAY clientId, id, ext
 * reply    MUST successful                            MAY id, error, ext; never data
 * event    MUST channel, data                         MAY id, ext; never clientId, never successful
 * </pre>
 *
 * The channel is a name, not a pattern. What is published under {@code /service/} goes to its service only.
 */
final class PublishHandler {
    private final Rules rules;
    private final Publisher publisher;
    private final Services services;
    private final Authorizers authorizers;

    PublishHandler(Rules rules, Publisher publisher, Services services, Authorizers authorizers) {
        this.rules = rules;
        this.publisher = publisher;
        this.services = services;
        this.authorizers = authorizers;
    }

    Optional<BayeuxError> check(Message.Publish message) {
        if (!rules.channels().isName(message.channel())) {
            return Optional.of(BayeuxError.of(Kind.INVALID_CHANNEL, message.channel()));
        }
        return message.data().isEmpty()
                ? Optional.of(BayeuxError.of(Kind.MISSING, "data"))
                : Optional.empty();
    }

    Reply handle(Message.Publish message, Session session, Caller caller) {
        if (!authorizers.publish(session, message, caller.conn())) {
            return Reply.failed(message, BayeuxError.of(Kind.FORBIDDEN_CHANNEL, message.channel()));
        }
        if (Channels.isService(message.channel())) {
            return services.call(new Service.Call(session, message, caller.conn()));
        }
        return distribute(message);
    }

    /** Publishes for somebody without a session, where that is allowed. */
    Reply handleAnonymous(Message.Publish message) {
        return Channels.isService(message.channel())
                ? Reply.failed(message, BayeuxError.of(Kind.UNKNOWN_CLIENT))
                : distribute(message);
    }

    private Reply distribute(Message.Publish message) {
        publisher.publish(message);
        return Reply.to(message).withClientId(Optional.empty());
    }
}
