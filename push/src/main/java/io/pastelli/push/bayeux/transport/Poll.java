package io.pastelli.push.bayeux.transport;

import io.pastelli.conn.Conn;
import io.pastelli.conn.DepartedException;
import io.pastelli.owner.Exit;
import io.pastelli.push.bayeux.backend.Backend.Batch;
import io.pastelli.push.bayeux.backend.Backend.Reason;
import io.pastelli.push.bayeux.extension.Extensions;
import io.pastelli.push.bayeux.message.Advice;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.message.Reply;
import io.pastelli.push.bayeux.protocol.Answer.Connecting;
import io.pastelli.push.bayeux.session.Outlet;
import io.pastelli.push.bayeux.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A connect over HTTP: answered at once, or held until there is something to say.
 *
 * <p>
 * While it is held it has no thread: its owner's mailbox takes the signals, the last of which is the exit. Events that
 * were lent to it are confirmed when the exit says that the client took the response, and go back to the front of the
 * queue when it left before.
 *
 * <p>
 * <b>Threading:</b> signals come from any thread; all else runs on the owner's thread.
 */
final class Poll implements Outlet {
    private static final Duration SLOW = Duration.ofSeconds(2);

    private enum Signal {
        READY, TIME, SUPERSEDED, SUPERSEDED_OFTEN, DRAINING
    }

    private record Over(Reason reason) {}

    private final Conn conn;
    private final Connecting connecting;
    private final List<Reply> earlier;
    private final Format format;
    private final TransportOptions options;
    private final Extensions extensions;
    private final AtomicBoolean told = new AtomicBoolean(); // a READY is on its way
    private boolean answered;
    private @Nullable Batch lent;

    Poll(Conn conn, Connecting connecting, List<Reply> earlier, Format format, TransportOptions options,
            Extensions extensions) {
        this.conn = conn;
        this.connecting = connecting;
        this.earlier = earlier;
        this.format = format;
        this.options = options;
        this.extensions = extensions;
    }

    /** Answers, or returns the conn with nothing sent. */
    Conn start(boolean draining) {
        conn.owner().onMessage(this::on);
        session().attach(this);
        Optional<Batch> batch = session().begin(this);
        if (draining) {
            return answer(batch, reply().leaving(options.drain()));
        }
        if (batch.isPresent() || connecting.hold().isZero()) {
            return answer(batch, reply());
        }
        session().hold(connecting.hold());
        return conn;
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
        conn.owner().send(often ? Signal.SUPERSEDED_OFTEN : Signal.SUPERSEDED);
    }

    @Override
    public void draining() {
        conn.owner().send(Signal.DRAINING);
    }

    @Override
    public void over(Reason reason) {
        conn.owner().send(new Over(reason));
    }

    private void on(Object message) {
        if (message instanceof Exit exit) {
            ended(exit);
        } else if (!answered) {
            try {
                signalled(message);
            } catch (DepartedException e) {
                // the lent events have gone back, and the exit follows
            }
        }
    }

    private void signalled(Object message) {
        switch (message) {
            case Signal.READY -> {
                told.set(false);
                Optional<Batch> batch = session().begin(this);
                if (batch.isPresent()) {
                    answer(batch, reply());
                }
            }
            case Signal.TIME -> answer(session().begin(this), reply());
            case Signal.SUPERSEDED -> answer(Optional.empty(), reply());
            case Signal.SUPERSEDED_OFTEN ->
                answer(Optional.empty(), reply().withAdvice(options.retry().withInterval(SLOW)));
            case Signal.DRAINING ->
                answer(session().begin(this), reply().leaving(options.drain()));
            case Over over -> answer(Optional.empty(), reply().leaving(after(over.reason())));
            default -> throw new IllegalStateException("a poll does not know " + message);
        }
    }

    private Conn answer(Optional<Batch> batch, Reply reply) {
        answered = true;
        lent = batch.orElse(null);
        List<Event> events = extensions.outgoing(batch.map(Batch::events).orElse(List.of()), session(), conn);
        Reply numbered = batch.isPresent() && session().acknowledges()
                ? reply.withExt("ack", batch.get().number())
                : reply;
        var replies = new ArrayList<>(earlier);
        replies.add(extensions.replying(connecting.message(), numbered, Optional.of(session()), conn));
        try {
            return format.send(conn, Frames.array(replies, events, options.dialect()));
        } catch (RuntimeException e) {
            batch.ifPresent(notSent -> session().done(this, notSent, false));
            lent = null; // should an error page go out, it is not what was lent
            throw e;
        } finally {
            session().detach(this);
        }
    }

    private void ended(Exit exit) {
        session().detach(this);
        Batch batch = lent;
        if (batch != null) {
            session().done(this, batch, exit instanceof Exit.Normal || exit instanceof Exit.Shutdown);
        } else if (exit instanceof Exit.Shutdown && !answered) {
            answer(Optional.empty(), reply().leaving(options.drain()));
        }
    }

    /** What a client is told whose session has ended. */
    static Advice after(Reason reason) {
        return Advice.of(reason == Reason.DISCONNECTED || reason == Reason.KICKED
                ? Advice.Reconnect.NONE
                : Advice.Reconnect.HANDSHAKE);
    }

    private Session session() {
        return connecting.session();
    }

    private Reply reply() {
        return connecting.reply();
    }
}
