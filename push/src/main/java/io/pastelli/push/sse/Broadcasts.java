package io.pastelli.push.sse;

import io.pastelli.conn.Conn;
import io.pastelli.conn.SseEvent;
import io.pastelli.http.Bytes;
import io.pastelli.http.HttpException;
import io.pastelli.push.bayeux.backend.UnavailableException;
import io.pastelli.push.sse.log.Entry;
import io.pastelli.push.sse.log.EventLog;
import io.pastelli.push.sse.log.Missed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Broadcasts by way of a log: each has an id, and who comes back gets what was missed.
 *
 * <p>
 * <b>Threading:</b> any thread; the log tells one event at a time.
 */
final class Broadcasts implements EventLog.Node {
    private static final System.Logger LOG = System.getLogger(Broadcasts.class.getName());
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");
    private static final long UNKNOWN = -1;

    private final EventLog log;
    private final ConnectionsOptions options;
    private final Map<String, Connection> entries;
    private final Topics topics;
    // streams with their topics that are not entered yet, but miss nothing from now on
    private final ConcurrentMap<Connection, Set<String>> arriving = new ConcurrentHashMap<>();
    private volatile long lostUpTo;
    private final AtomicBoolean everybody = new AtomicBoolean(); // listens, for good

    Broadcasts(EventLog log, ConnectionsOptions options, Map<String, Connection> entries, Topics topics) {
        this.log = log;
        this.options = options;
        this.entries = entries;
        this.topics = topics;
        log.start(this);
    }

    EventLog log() {
        return log;
    }

    /** Appends an event to the log, which brings it to all; returns how many that are here. */
    int publish(String topic, Bytes event) {
        log.append(topic, event);
        return members(topic).size();
    }

    /** Brings a stream to where the log is now, and enters it; what happens meanwhile comes after that. */
    Connection arrive(Connection fresh, Set<String> itsTopics, Optional<Supplier<SseEvent>> snapshot,
            Supplier<Connection> enter) {
        var all = new HashSet<>(itsTopics);
        all.add(EventLog.EVERYBODY);
        var listened = new ArrayList<String>(all.size());
        arriving.put(fresh, all);
        try {
            for (String topic : all) {
                log.listen(topic);
                if (!topic.isEmpty() || !everybody.compareAndSet(false, true)) {
                    listened.add(topic);
                }
            }
            begin(fresh, all, snapshot);
            return enter.get();
        } catch (UnavailableException e) {
            LOG.log(System.Logger.Level.DEBUG, "the log cannot be reached: a client comes again", e);
            fresh.close();
            return fresh;
        } finally {
            arriving.remove(fresh);
            listened.forEach(log::ignore);
        }
    }

    private void begin(Connection fresh, Set<String> all, Optional<Supplier<SseEvent>> snapshot) {
        OptionalLong after = lastEventId(fresh.stream());
        Missed missed = log.read(after, all, options.outboxMessages(), options.outboxBytes());
        Replay replay = after.isEmpty()
                ? Replay.NOT_ASKED
                : missed.complete() ? Replay.COMPLETE : Replay.LOST;
        long upTo = missed.upTo();
        List<Bytes> first = new ArrayList<>(missed.entries().stream().map(Entry::wire).toList());
        long known = missed.entries().isEmpty() ? after.orElse(0) : missed.entries().getLast().id();
        if (replay != Replay.COMPLETE && snapshot.isPresent()) {
            first.add(snapshot.get().get().withId(String.valueOf(upTo)).encode());
        } else if (replay != Replay.LOST && upTo > known) {
            first.add(Entry.bookmark(upTo)); // so that nothing is missed before the first event either
        }
        fresh.begin(replay, first, upTo);
        if (upTo < lostUpTo) {
            fresh.close();
        }
    }

    @Override
    public void told(Entry entry) {
        Bytes wire = entry.wire();
        arriving.forEach((fresh, itsTopics) -> {
            if (itsTopics.contains(entry.topic())) {
                fresh.take(entry.id(), wire);
            }
        });
        members(entry.topic()).forEach(member -> member.take(entry.id(), wire));
    }

    /** Closes the streams that miss something: their clients come back, and learn of it. */
    @Override
    public void lost(long upTo) {
        lostUpTo = upTo;
        Stream.concat(arriving.keySet().stream(), entries.values().stream())
                .filter(connection -> connection.before(upTo)).forEach(Connection::close);
    }

    /** Tells all streams how far they are. */
    void beat(Bytes sign) {
        long upTo = log.told();
        Bytes bookmark = Entry.bookmark(upTo);
        entries.values().forEach(connection -> connection.beat(upTo, bookmark, sign));
    }

    /** An event whose id the log gives. */
    static SseEvent withoutId(SseEvent event) {
        return new SseEvent(event.name(), Optional.empty(), event.retry(), event.data());
    }

    private Collection<Connection> members(String topic) {
        return topic.isEmpty() ? entries.values() : topics.of(topic);
    }

    /** What the client had last; a number that no log knows for anything that is none. */
    private static OptionalLong lastEventId(Conn conn) {
        Optional<String> said;
        try {
            said = conn.reqHeaders().first("last-event-id").or(() -> conn.queryParams().get("lastEventId"));
        } catch (HttpException e) {
            return OptionalLong.of(UNKNOWN); // a query that cannot be read
        }
        return said.filter(id -> !id.isEmpty())
                .map(id -> OptionalLong.of(ID.matcher(id).matches() ? Long.parseLong(id) : UNKNOWN))
                .orElse(OptionalLong.empty());
    }
}
