package io.pastelli.push.bayeux.protocol;

import io.pastelli.push.bayeux.backend.UnavailableException;
import io.pastelli.push.bayeux.extension.Extensions;
import io.pastelli.push.bayeux.extension.Incoming;
import io.pastelli.push.bayeux.extension.Incoming.Verdict;
import io.pastelli.push.bayeux.message.Advice;
import io.pastelli.push.bayeux.message.BayeuxError;
import io.pastelli.push.bayeux.message.BayeuxError.Kind;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.message.Reply;
import io.pastelli.push.bayeux.session.Session;
import io.pastelli.push.bayeux.session.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is done with messages, whichever way they came: each is judged, shown to the extensions, handled, and answered.
 *
 * <p>
 * A request with a handshake is that handshake: whatever else is in it is ignored, as the specification demands.
 *
 * <p>
 * <b>Threading:</b> any thread but an I/O thread; extensions, authorizers and services run on the caller's.
 */
public final class Protocol {
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final Rules rules;
    private final Sessions sessions;
    private final Extensions extensions;
    private final Authorizers authorizers = new Authorizers();
    private final Services services = new Services();
    private final HandshakeHandler handshakes;
    private final ConnectHandler connects;
    private final SubscribeHandler subscribes;
    private final DisconnectHandler disconnects;
    private final PublishHandler publishes;

    /** Makes the protocol of a server. */
    public Protocol(Rules rules, Sessions sessions, Extensions extensions, Publisher publisher) {
        this.rules = rules;
        this.sessions = sessions;
        this.extensions = extensions;
        this.handshakes = new HandshakeHandler(rules, sessions, authorizers);
        this.connects = new ConnectHandler(rules);
        this.subscribes = new SubscribeHandler(rules, sessions.backend(), sessions.monitors(), authorizers);
        this.disconnects = new DisconnectHandler(sessions);
        this.publishes = new PublishHandler(rules, publisher, services, authorizers);
    }

    /** Has {@code authorizer} asked from now on. */
    public void add(Authorizer authorizer) {
        authorizers.add(authorizer);
    }

    /** Has {@code service} answer a channel or pattern. */
    public void put(String channel, Service service) {
        services.put(channel, service);
    }

    /** Returns the extensions. */
    public Extensions extensions() {
        return extensions;
    }

    /** Finds a session by its id and notes that it is alive. */
    public Optional<Session> session(String id) {
        return sessions.find(id);
    }

    /** Handles the messages of one request or frame. */
    public Answer handle(List<Message> messages, Caller caller) {
        for (Message message : messages) {
            if (message instanceof Message.Handshake) {
                return new Answer(handle(message, caller, false).replies(), Optional.empty());
            }
        }
        var replies = new ArrayList<Reply>(messages.size());
        Optional<Answer.Connecting> connect = Optional.empty();
        for (Message message : messages) {
            Answer answer = handle(message, caller, messages.size() == 1);
            if (answer.connect().isPresent() && connect.isPresent()) {
                replies.add(connect.get().reply()); // only the last connect of a request is one
            }
            replies.addAll(answer.replies());
            connect = answer.connect().isPresent() ? answer.connect() : connect;
        }
        return new Answer(List.copyOf(replies), connect);
    }

    private Answer handle(Message message, Caller caller, boolean alone) {
        try {
            return judge(message, caller, alone);
        } catch (UnavailableException e) {
            Advice.Reconnect how = message instanceof Message.Handshake
                    ? Advice.Reconnect.HANDSHAKE
                    : Advice.Reconnect.RETRY;
            Reply reply = Reply.failed(message, BayeuxError.of(Kind.UNAVAILABLE))
                    .withAdvice(Advice.of(how).withInterval(AGAIN));
            return new Answer(List.of(message instanceof Message.Subscribe subscribe
                    ? SubscribeHandler.echo(subscribe, reply)
                    : reply), Optional.empty());
        }
    }

    private Answer judge(Message message, Caller caller, boolean alone) {
        Optional<Session> session = message.clientId().flatMap(sessions::find);
        Incoming in = extensions.incoming(Incoming.of(message, session, caller.conn()));
        if (in.verdict() instanceof Verdict.Drop) {
            return new Answer(List.of(), Optional.empty());
        }
        Message now = in.message();
        Optional<BayeuxError> error = in.verdict() instanceof Verdict.Reject reject
                ? Optional.of(reject.error())
                : check(now, session);
        if (error.isEmpty() && now instanceof Message.Connect connect && session.isPresent()
                && !ConnectHandler.streams(connect)) {
            return new Answer(List.of(), Optional.of(connects.handle(connect, session.get(), alone)));
        }
        Reply reply = error.isPresent() ? failed(now, error.get(), session) : effect(now, session, caller);
        if (now instanceof Message.Subscribe subscribe) {
            reply = SubscribeHandler.echo(subscribe, reply);
        }
        Optional<Session> whose = reply.clientId().flatMap(sessions::local).or(() -> session);
        return new Answer(List.of(extensions.replying(now, reply, whose, caller.conn())), Optional.empty());
    }

    private Optional<BayeuxError> check(Message message, Optional<Session> session) {
        Optional<BayeuxError> error = switch (message) {
            case Message.Handshake m -> Optional.<BayeuxError>empty();
            case Message.Connect m -> connects.check(m);
            case Message.Subscribe m -> subscribes.check(m);
            case Message.Disconnect m -> Optional.<BayeuxError>empty();
            case Message.Publish m -> publishes.check(m);
            case Message.UnknownMeta m -> Optional.of(BayeuxError.of(Kind.FORBIDDEN_CHANNEL, m.channel()));
        };
        boolean anonymous = message instanceof Message.Handshake
                || (message instanceof Message.Publish && rules.anonymousPublish());
        if (anonymous || session.isPresent() || message instanceof Message.UnknownMeta) {
            return error;
        }
        if (message.clientId().isPresent()) {
            return Optional.of(BayeuxError.of(Kind.UNKNOWN_CLIENT, message.clientId().get()));
        }
        var missing = new ArrayList<>(List.of("clientId"));
        error.filter(other -> other.kind() == Kind.MISSING).ifPresent(other -> missing.addAll(other.args()));
        return Optional.of(BayeuxError.missing(missing));
    }

    private Reply failed(Message message, BayeuxError error, Optional<Session> session) {
        if (message instanceof Message.Handshake) {
            return handshakes.failed(message, error, Advice.Reconnect.NONE);
        }
        Reply reply = Reply.failed(message, error);
        return message instanceof Message.Connect
                ? reply.withAdvice(
                        Advice.of(session.isEmpty() ? Advice.Reconnect.HANDSHAKE : Advice.Reconnect.NONE))
                : reply;
    }

    private Reply effect(Message message, Optional<Session> session, Caller caller) {
        return switch (message) {
            case Message.Handshake m -> handshakes.handle(m, caller);
            case Message.Subscribe m -> subscribes.handle(m, session.orElseThrow(), caller);
            case Message.Disconnect m -> disconnects.handle(m, session.orElseThrow());
            case Message.Publish m when session.isPresent() -> publishes.handle(m, session.get(), caller);
            case Message.Publish m -> publishes.handleAnonymous(m);
            case Message.Connect m -> connects.streaming(m);
            case Message.UnknownMeta m -> throw new IllegalStateException("an unknown channel was refused");
        };
    }
}
