package io.pastelli.push.bayeux.transport;

import io.pastelli.conn.Conn;
import io.pastelli.http.HttpException;
import io.pastelli.owner.Exit;
import io.pastelli.push.bayeux.backend.Backend.Batch;
import io.pastelli.push.bayeux.backend.Backend.Reason;
import io.pastelli.push.bayeux.message.Advice;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.message.MessageReader;
import io.pastelli.push.bayeux.message.Reply;
import io.pastelli.push.bayeux.protocol.Answer;
import io.pastelli.push.bayeux.protocol.Answer.Connecting;
import io.pastelli.push.bayeux.protocol.Caller;
import io.pastelli.push.bayeux.protocol.Protocol;
import io.pastelli.push.bayeux.session.Outlet;
import io.pastelli.push.bayeux.session.Session;
import io.pastelli.websocket.CloseStatus;
import io.pastelli.websocket.Message;
import io.pastelli.websocket.WebSocket;
import io.pastelli.websocket.WebSocketHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of one client.
 *
 * <p>
 * Events are pushed as they come and leave the held connect alone, which is answered when its time is up: it is only a
 * sign of life. To a client that acknowledges, events go with the answer to a connect, as over HTTP. A client that takes
 * nothing holds up its own thread only; what comes meanwhile waits in its queue, which is bounded.
 *
 * <p>
 * <b>Threading:</b> signals come from any thread; all else runs on the socket's own.
 */
final class BayeuxSocket implements WebSocketHandler, Outlet {
    private enum Signal {
        READY, REPLIES, TIME, SUPERSEDED, DRAINING
    }

    private static final int MOST_REPLIES = 64;

    private record Over(Reason reason) {}

    private final Conn conn;
    private final Protocol protocol;
    private final MessageReader reader;
    private final TransportOptions options;
    private final AtomicBoolean told = new AtomicBoolean(); // a READY is on its way
    private final List<Reply> replies = new ArrayList<>(); // to messages that came together: they go out together
    private int counted; // of the replies, when their turn came last
    private @Nullable Session session; // whose way this is
    private @Nullable Connecting held;

    BayeuxSocket(Conn conn, Protocol protocol, MessageReader reader, TransportOptions options) {
        this.conn = conn;
        this.protocol = protocol;
        this.reader = reader;
        this.options = options;
    }

    @Override
    public void onText(WebSocket ws, String text) {
        if (text.isBlank()) {
            return; // a sign of life
        }
        Answer answer;
        try {
            answer = protocol.handle(reader.read(text), new Caller(conn, "websocket"));
        } catch (HttpException e) {
            send(ws, List.of(), List.of());
            ws.close(new CloseStatus(1008, String.valueOf(e.getMessage())));
            return;
        }
        if (replies.isEmpty() && !answer.replies().isEmpty()) {
            conn.owner().send(Signal.REPLIES);
        }
        replies.addAll(answer.replies());
        answer.connect().ifPresent(connecting -> connect(ws, connecting));
    }

    @Override
    public void onMessage(WebSocket ws, Object message) {
        switch (message) {
            case Signal.READY -> {
                told.set(false);
                push(ws);
            }
            case Signal.REPLIES -> reply(ws);
            case Signal.TIME, Signal.SUPERSEDED -> answerHeld(ws, Optional.empty());
            case Signal.DRAINING -> {
                answerHeld(ws, Optional.of(options.drain()));
                send(ws, List.of(), List.of());
                ws.close(CloseStatus.GOING_AWAY);
            }
            case Over over -> {
                answerHeld(ws, Optional.of(Poll.after(over.reason())));
                session = null;
            }
            default -> throw new IllegalStateException("a socket does not know " + message);
        }
    }

    @Override
    public void onClose(WebSocket ws, Exit exit, CloseStatus status) {
        Session whose = session;
        if (whose != null) {
            whose.detach(this);
        }
    }

    @Override
    public void ready() {
        if (told.compareAndSet(false, true)) {
            conn.owner().send(Signal.READY);
        }
    }

    @Override
    public void timeUp() {
        conn.owner().send(Signal.TIME);
    }

    @Override
    public void superseded(boolean often) {
        conn.owner().send(Signal.SUPERSEDED);
    }

    @Override
    public void draining() {
        conn.owner().send(Signal.DRAINING);
    }

    @Override
    public void over(Reason reason) {
        conn.owner().send(new Over(reason));
    }

    /** Sends the replies unless the turn between brought another one: messages that are here together wait together. */
    private void reply(WebSocket ws) {
        if (replies.size() > counted && replies.size() < MOST_REPLIES) {
            counted = replies.size();
            conn.owner().send(Signal.REPLIES);
        } else {
            send(ws, List.of(), List.of());
        }
    }

    private void connect(WebSocket ws, Connecting connecting) {
        answerHeld(ws, Optional.empty());
        Session before = session;
        if (before != null && before != connecting.session()) {
            before.detach(this);
        }
        session = connecting.session();
        held = connecting;
        connecting.session().attach(this);
        connecting.session().hold(connecting.hold().isZero()
                ? options.retry().timeout().orElseThrow()
                : connecting.hold());
        push(ws);
        if (connecting.hold().isZero()) {
            answerHeld(ws, Optional.empty());
        }
    }

    private void push(WebSocket ws) {
        Session whose = session;
        if (whose != null && (!whose.acknowledges() || held != null)) {
            whose.begin(this).ifPresent(batch -> deliver(ws, whose, batch)); // if more wait, we are told
        }
    }

    private void deliver(WebSocket ws, Session whose, Batch batch) {
        boolean sent = false;
        try {
            List<Event> events = protocol.extensions().outgoing(batch.events(), whose, conn);
            Connecting answered = whose.acknowledges() ? held : null;
            if (answered == null) {
                sent = send(ws, List.of(), events);
            } else {
                held = null;
                sent = send(ws, List.of(reply(answered, answered.reply().withExt("ack", batch.number()))),
                        events);
            }
        } finally {
            whose.done(this, batch, sent);
        }
    }

    private void answerHeld(WebSocket ws, Optional<Advice> advice) {
        Connecting connecting = held;
        if (connecting != null) {
            held = null;
            Reply reply = advice.map(connecting.reply()::leaving).orElse(connecting.reply());
            send(ws, List.of(reply(connecting, reply)), List.of());
        }
    }

    private Reply reply(Connecting connecting, Reply reply) {
        return protocol.extensions().replying(connecting.message(), reply, Optional.of(connecting.session()),
                conn);
    }

    /** Sends the replies that wait, {@code then} and the events. */
    private boolean send(WebSocket ws, List<Reply> then, List<Event> events) {
        List<Reply> first = Stream.concat(replies.stream(), then.stream()).toList();
        replies.clear();
        counted = 0;
        if (first.isEmpty() && events.isEmpty()) {
            return true; // they went with others, or an extension has dropped them all
        }
        Message message = first.isEmpty() && events.size() == 1
                ? events.getFirst().shared(Message.class, BayeuxSocket::alone)
                : Message.text(Frames.array(first, events, options.dialect()).utf8());
        return ws.send(message).sent();
    }

    /** The frame of an event that goes out by itself: the same bytes for all sockets. */
    private static Message alone(Event event) {
        return Message.text("[" + event.encoded().utf8() + "]");
    }
}
