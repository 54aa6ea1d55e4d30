package io.pastelli.push.bayeux.protocol;

import io.pastelli.push.bayeux.message.Advice;
import io.pastelli.push.bayeux.message.BayeuxError;
import io.pastelli.push.bayeux.message.BayeuxError.Kind;
import io.pastelli.push.bayeux.message.Json;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.message.Reply;
import io.pastelli.push.bayeux.session.Session;
import io.pastelli.push.bayeux.session.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Begins sessions.
 *
 * <pre>
 * request  MUST version, supportedConnectionTypes    MAY minimumVersion, ext, id
 * success  MUST version, supportedConnectionTypes, clientId, successful
 *          MAY  advice, ext, id
 * failure  MUST successful, error                     MAY advice, ext, id, supportedConnectionTypes, version
 * </pre>
 *
 * A version other than 1.x and a client without a common transport are refused; without a common transport or version,
 * trying again does not help, and the advice says so.
 */
final class HandshakeHandler {
    private final Rules rules;
    private final Sessions sessions;
    private final Authorizers authorizers;

    HandshakeHandler(Rules rules, Sessions sessions, Authorizers authorizers) {
        this.rules = rules;
        this.sessions = sessions;
        this.authorizers = authorizers;
    }

    Reply handle(Message.Handshake message, Caller caller) {
        Optional<BayeuxError> error = check(message);
        if (error.isPresent()) {
            return failed(message, error.get(), Advice.Reconnect.NONE);
        }
        if (!authorizers.handshake(message, caller.conn())) {
            return failed(message, BayeuxError.denied("Handshake denied"), Advice.Reconnect.NONE);
        }
        Session session = sessions.create(caller.conn().remoteAddress()).orElse(null);
        if (session == null) {
            return failed(message, BayeuxError.of(Kind.LIMIT, "clients"), Advice.Reconnect.HANDSHAKE);
        }
        Reply reply = details(Reply.to(message)).withClientId(Optional.of(session.id()))
                .withAdvice(rules.retry());
        if (rules.acknowledges() && Json.TRUE.equals(message.ext().get("ack"))) {
            session.acknowledge();
            reply = reply.withExt("ack", true);
        }
        return reply;
    }

    private Optional<BayeuxError> check(Message.Handshake message) {
        var missing = new ArrayList<String>();
        if (message.version().isEmpty()) {
            missing.add("version");
        }
        if (message.connectionTypes().isEmpty()) {
            missing.add("supportedConnectionTypes");
        }
        if (!missing.isEmpty()) {
            return Optional.of(BayeuxError.missing(missing));
        }
        String version = message.version().orElse("");
        if (!version.equals("1") && !version.startsWith("1.")) {
            return Optional.of(BayeuxError.of(Kind.VERSION, version));
        }
        List<String> types = message.connectionTypes().orElse(List.of());
        if (types.stream().noneMatch(rules.transports()::contains)) {
            return Optional.of(BayeuxError.of(Kind.CONNECTION_TYPES,
                    types.stream().limit(10).toArray(String[]::new)));
        }
        return Optional.empty();
    }

    Reply failed(Message message, BayeuxError error, Advice.Reconnect how) {
        var advice = Advice.of(how);
        return details(Reply.failed(message, error)
                .withAdvice(how == Advice.Reconnect.HANDSHAKE
                        ? advice.withInterval(rules.timeout())
                        : advice));
    }

    private Reply details(Reply reply) {
        return reply.withDetails(new Reply.Details.OfHandshake(rules.transports()));
    }
}
