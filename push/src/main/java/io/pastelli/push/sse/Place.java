package io.pastelli.push.sse;

import io.pastelli.http.Bytes;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream has come in the log: each event goes into its outbox once and in order, whoever brings it. Until it
 * {@linkplain #begin begins} what is new is held back.
 *
 * <p>
 * <b>Threading:</b> any thread; guarded by this object's monitor, under which only the outbox is called.
 */
final class Place {
    private record News(long id, Bytes event) {}

    private final Outbox outbox;
    private final ConnectionsOptions options;
    // guarded by this
    private @Nullable ArrayDeque<News> held = new ArrayDeque<>(); // null once it has begun
    private long heldBytes;
    private long seen;

    Place(Outbox outbox, ConnectionsOptions options) {
        this.outbox = outbox;
        this.options = options;
    }

    /** Takes an event of the log. */
    synchronized void take(long id, Bytes event) {
        if (held != null) {
            hold(held, new News(id, event));
        } else if (id > seen) {
            seen = id;
            outbox.offer(event);
        }
    }

    /** Sends these first, then all that is newer than {@code upTo}. */
    synchronized void begin(List<Bytes> first, long upTo) {
        first.forEach(outbox::offer);
        ArrayDeque<News> newer = held;
        held = null;
        seen = upTo;
        if (newer != null) {
            newer.forEach(news -> take(news.id(), news.event()));
        }
    }

    /** Tells whether it goes on from a place before this one. */
    synchronized boolean before(long id) {
        return held == null && seen < id;
    }

    /** Writes a sign of life: a bookmark, when it has everything up to {@code upTo} and the client does not know. */
    synchronized void beat(long upTo, Bytes bookmark, Bytes sign) {
        boolean news = held == null && upTo > seen;
        if (news) {
            seen = upTo;
        }
        outbox.beat(news ? bookmark : sign);
    }

    /** Not more than an outbox would take. */
    private void hold(ArrayDeque<News> queue, News news) {
        queue.add(news);
        heldBytes += news.event().size();
        while (queue.size() > options.outboxMessages()
                || (heldBytes > options.outboxBytes() && queue.size() > 1)) {
            if (options.overflow() == Overflow.DISCONNECT) {
                outbox.cut(new SlowClientException(options));
                queue.clear();
                heldBytes = 0;
            } else {
                heldBytes -= queue.remove().event().size();
            }
        }
    }
}
