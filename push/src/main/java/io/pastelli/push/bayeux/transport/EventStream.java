package io.pastelli.push.bayeux.transport;

import io.pastelli.conn.Conn;
import io.pastelli.conn.SseEvent;
import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import io.pastelli.push.bayeux.backend.Backend.Batch;
import io.pastelli.push.bayeux.backend.Backend.Reason;
import io.pastelli.push.bayeux.extension.Extensions;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.session.Outlet;
import io.pastelli.push.bayeux.session.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Faye's {@code eventsource}: a stream of server-sent events, each an array of messages; what the client says it posts.
 *
 * <p>
 * An event that was not taken, because the client has left or takes nothing for the write deadline, goes back to the
 * front of the queue. Polls beside the stream leave it open. A comment goes out when a poll would have been answered, so a silent client is found.
 *
 * <p>
 * <b>Threading:</b> signals come from any thread; all else runs on the owner's thread.
 */
final class EventStream implements Outlet {
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Bytes SIGN_OF_LIFE = Bytes.of(":\n\n");

    private enum Signal {
        READY, TIME, END
    }

    private final Conn conn;
    private final Session session;
    private final TransportOptions options;
    private final Extensions extensions;
    private final AtomicBoolean told = new AtomicBoolean(); // a READY is on its way
    private @Nullable Conn stream;

    EventStream(Conn conn, Session session, TransportOptions options, Extensions extensions) {
        this.conn = conn;
        this.session = session;
        this.options = options;
        this.extensions = extensions;
    }

    Conn start() {
        conn.owner().onMessage(this::on);
        Conn open = conn.putRespContentType("text/event-stream").putRespHeader("cache-control", "no-cache")
                .putRespHeader("x-accel-buffering", "no")
                .assign(Conn.INIT_CHUNK, "retry: " + RETRY.toMillis() + "\n\n").sendChunked(200);
        stream = open;
        session.attach(this);
        hold();
        ready();
        return open;
    }

    @Override
    public boolean outlasts() {
        return true; // Faye's client still polls while its stream opens
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
        conn.owner().send(Signal.END);
    }

    @Override
    public void draining() {
        conn.owner().send(Signal.END);
    }

    @Override
    public void over(Reason reason) {
        conn.owner().send(Signal.END);
    }

    private void on(Object message) {
        Conn open = stream;
        if (message instanceof Exit || open == null) {
            session.detach(this);
        } else if (message == Signal.READY) {
            told.set(false);
            send(open);
        } else if (message == Signal.TIME) {
            open.chunk(SIGN_OF_LIFE);
            hold();
        } else {
            session.detach(this);
            open.close();
        }
    }

    private void send(Conn open) {
        for (Optional<Batch> batch = session.begin(this); batch.isPresent(); batch = session.begin(this)) {
            boolean sent = false;
            try {
                List<Event> events = extensions.outgoing(batch.get().events(), session, conn);
                Bytes array = Frames.array(List.of(), events, options.dialect());
                sent = open.chunk(SseEvent.of(array.utf8()).encode()).sent();
            } finally {
                session.done(this, batch.get(), sent);
            }
            if (!sent) {
                return; // the exit follows
            }
        }
    }

    private void hold() {
        session.hold(options.retry().timeout().orElse(RETRY));
    }
}
