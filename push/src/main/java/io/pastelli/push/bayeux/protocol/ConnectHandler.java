package io.pastelli.push.bayeux.protocol;

import io.pastelli.push.bayeux.message.Advice;
import io.pastelli.push.bayeux.message.BayeuxError;
import io.pastelli.push.bayeux.message.BayeuxError.Kind;
import io.pastelli.push.bayeux.message.Json;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.message.Reply;
import io.pastelli.push.bayeux.session.Session;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps clients connected.
 *
 * <pre>
 * request  MUST clientId, connectionType              MAY ext, id, advice {timeout}
 * reply    MUST successful                            MAY error, advice, ext, clientId, id
 * </pre>
 *
 * A client's {@code advice.timeout} is honoured up to the server's own. The reply has advice when the client sent some,
 * because it may not know ours.
 */
final class ConnectHandler {
    private final Rules rules;

    ConnectHandler(Rules rules) {
        this.rules = rules;
    }

    Optional<BayeuxError> check(Message.Connect message) {
        String type = message.connectionType().orElse(null);
        if (type == null) {
            return Optional.of(BayeuxError.of(Kind.MISSING, "connectionType"));
        }
        return rules.transports().contains(type)
                ? Optional.empty()
                : Optional.of(BayeuxError.of(Kind.CONNECTION_TYPES, type));
    }

    /** Whether the client listens on an event stream: its connect is only a sign of life. */
    static boolean streams(Message.Connect message) {
        return message.connectionType().filter("eventsource"::equals).isPresent();
    }

    /**
     * The answer to a sign of life: the next one is due in the time a connect would have been held. Faye's server says
     * that the time-out is zero; its client then gives up each of its requests after 1.2 × its time between retries.
     */
    Reply streaming(Message.Connect message) {
        return Reply.to(message).withAdvice(Advice.retry(rules.timeout(), rules.timeout()));
    }

    Answer.Connecting handle(Message.Connect message, Session session, boolean alone) {
        if (session.acknowledges() || message.ext().containsKey("ack")) {
            acknowledge(message, session);
        }
        Reply reply = Reply.to(message);
        Duration hold = message.timeout().filter(asked -> asked.compareTo(rules.timeout()) < 0)
                .orElse(rules.timeout());
        if (message.timeout().isPresent() || session.wasSlowed()) {
            reply = reply.withAdvice(rules.retry());
        }
        return new Answer.Connecting(session, message, reply, alone ? hold : Duration.ZERO);
    }

    private void acknowledge(Message.Connect message, Session session) {
        Json upTo = message.ext().get("ack");
        if (rules.acknowledges() && upTo != null && upTo.text().matches("\\d{1,18}")) {
            session.acknowledged(Long.parseLong(upTo.text()));
        } else if (session.acknowledges()) {
            session.acknowledged(0); // it does not say what it has
        }
    }
}
