package io.pastelli.push.bayeux.extension;

import io.pastelli.conn.Conn;
import io.pastelli.push.bayeux.extension.Incoming.Verdict;
import io.pastelli.push.bayeux.message.BayeuxError;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.message.Reply;
import io.pastelli.push.bayeux.session.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * All extensions, at start and at run time, asked in order and within a deadline.
 *
 * <p>
 * One that throws or takes too long has its message refused; the log says which.
 *
 * <p>
 * <b>Threading:</b> any thread but an I/O thread.
 */
public final class Extensions {
    private static final System.Logger LOG = System.getLogger(Extensions.class.getName());

    private final List<Extension> all = new CopyOnWriteArrayList<>();
    private final Duration deadline;

    /** Makes a list without extensions, that waits for each of them this long. */
    public Extensions(Duration deadline) {
        this.deadline = deadline;
    }

    /** Has {@code extension} asked from now on, after the others. */
    public void add(Extension extension) {
        all.add(extension);
    }

    /** Has {@code extension} not asked any more. */
    public void remove(Extension extension) {
        all.remove(extension);
    }

    /** Asks about a message; the result's verdict is the first that is no pass. */
    public Incoming incoming(Incoming in) {
        Incoming now = in;
        for (Extension extension : all) {
            Incoming asked = now;
            now = within(extension, () -> extension.incoming(asked),
                    asked.reject(BayeuxError.of(BayeuxError.Kind.INTERNAL)));
            if (!(now.verdict() instanceof Verdict.Pass)) {
                return now;
            }
        }
        return now;
    }

    /** Asks about a reply. */
    public Reply replying(Message message, Reply reply, Optional<Session> session, Conn conn) {
        Reply now = reply;
        for (Extension extension : all) {
            Reply asked = now;
            now = within(extension, () -> extension.replying(message, asked, session, conn), asked);
        }
        return now;
    }

    /** Asks about an event that is published, by a client with its message or by the server. */
    public Optional<Event> published(Event event, Optional<Message.Publish> message) {
        Optional<Event> now = Optional.of(event);
        for (Extension extension : all) {
            Event asked = now.get();
            now = within(extension, () -> message.isPresent()
                    ? extension.published(asked, message.get())
                    : extension.published(asked), Optional.empty());
            if (now.isEmpty()) {
                return now;
            }
        }
        return now;
    }

    /** Asks about events that go out to a session. */
    public List<Event> outgoing(List<Event> events, Session session, Conn conn) {
        if (all.isEmpty()) {
            return events;
        }
        return events.stream().flatMap(event -> outgoing(event, session, conn).stream()).toList();
    }

    private Optional<Event> outgoing(Event event, Session session, Conn conn) {
        Optional<Event> now = Optional.of(event);
        for (Extension extension : all) {
            Event asked = now.get();
            now = within(extension, () -> extension.outgoing(asked, session, conn), Optional.empty());
            if (now.isEmpty()) {
                return now;
            }
        }
        return now;
    }

    private <T> T within(Extension extension, Supplier<T> question, T otherwise) {
        var answer = new FutureTask<>(question::get);
        Thread.startVirtualThread(answer);
        try {
            return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            LOG.log(System.Logger.Level.WARNING, extension.getClass().getName() + " did not answer within "
                    + deadline + ": its message is refused");
        } catch (ExecutionException e) {
            LOG.log(System.Logger.Level.WARNING,
                    extension.getClass().getName() + " failed: its message is refused",
                    e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
        }
        return otherwise;
    }
}
