package io.pastelli.push.sse;

import io.pastelli.conn.Conn;
import io.pastelli.conn.SseEvent;
import io.pastelli.conn.State;
import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import io.pastelli.owner.Linked;
import io.pastelli.push.sse.log.EventLog;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One stream that is registered with {@link Connections}: the handle to write to it, and to end it.
 *
 * <p>
 * It may be linked to its stream's owner, which changes nothing: {@code register} watches the owner by itself.
 *
 * <p>
 * <b>Threading:</b> any thread may call any method, and none blocks, but {@link #subscribe} with a log that is elsewhere. Events keep the order in which {@code send} and the
 * broadcasts took them.
 */
public final class Connection implements Linked {
    private final Connections connections;
    private final String id;
    private final Conn stream;
    private final Outbox outbox;
    private final Optional<EventLog> log;
    private final @Nullable Place place; // null without a log
    private volatile Replay replay = Replay.NOT_ASKED;
    private volatile OptionalLong ticket = OptionalLong.empty(); // of other nodes' roster
    // guarded by this
    private @Nullable Set<String> topics;
    private boolean gone;

    Connection(Connections connections, String id, Conn stream) {
        this.connections = connections;
        this.id = id;
        this.stream = requireStream(stream);
        this.log = connections.options().log();
        this.outbox = new Outbox(stream, connections.options());
        this.place = log.isPresent()
                ? new Place(outbox, connections.options())
                : null;
    }

    /** Returns the id it is registered under. */
    public String id() {
        return id;
    }

    /** Returns the stream as it was registered, with what the plug assigned to it. */
    public Conn stream() {
        return stream;
    }

    /** Tells whether it is still registered. */
    public boolean active() {
        synchronized (this) {
            return !gone;
        }
    }

    /** Returns what came of the client's {@code last-event-id}. */
    public Replay replay() {
        return replay;
    }

    /** Sends one event. */
    public SendResult send(SseEvent event) {
        return send(event.encode());
    }

    /** Sends one event with this data. */
    public SendResult send(String data) {
        return send(SseEvent.of(data));
    }

    /** Sends bytes that are an event already: {@link SseEvent#encode}. */
    public SendResult send(Bytes event) {
        return outbox.offer(event);
    }

    /**
     * Joins a topic: {@code broadcast(topic, event)} reaches this stream from now on. What was broadcast before is given
     * to those only who register with the topic.
     *
     * @return {@code false} when the stream is gone
     * @throws io.pastelli.push.bayeux.backend.UnavailableException when the log of several nodes cannot be reached
     */
    public boolean subscribe(String topic) {
        log.ifPresent(each -> each.listen(topic)); // may take its time, so nothing is locked
        boolean added;
        boolean here;
        synchronized (this) {
            here = !gone;
            added = here && add(topic);
        }
        if (!added) {
            ignore(topic);
        }
        return here;
    }

    private synchronized boolean add(String topic) {
        if (topics == null) {
            topics = HashSet.newHashSet(2);
        }
        if (!topics.add(topic)) {
            return false;
        }
        connections.topics().add(topic, this);
        return true;
    }

    /** Leaves a topic; no effect when it is not a member. */
    public void unsubscribe(String topic) {
        synchronized (this) {
            if (topics != null && topics.remove(topic)) {
                connections.topics().remove(topic, this);
                ignore(topic);
            }
        }
    }

    /** Returns the topics it is a member of now. */
    public Set<String> topics() {
        synchronized (this) {
            return topics == null ? Set.of() : Set.copyOf(topics);
        }
    }

    /**
     * Ends the stream in order: what waits in its outbox goes out, then its close chunk. It is not registered any more
     * from now on; the writing goes on in the background.
     */
    public void close() {
        connections.leave(this, new Exit.Normal());
        outbox.finish();
    }

    /** Takes the news that the stream has ended; for its owner. */
    @Override
    public void exited(Exit exit) {
        connections.leave(this, exit);
        outbox.abandon();
    }

    /** Tells whether both are the same response, if maybe other copies of its conn. */
    boolean sameStream(Connection other) {
        return stream.owner().equals(other.stream.owner());
    }

    OptionalLong ticket() {
        return ticket;
    }

    void ticket(long number) {
        ticket = OptionalLong.of(number);
    }

    Outbox outbox() {
        return outbox;
    }

    /** Sends what a replay gave, and goes on from there. */
    void begin(Replay what, List<Bytes> first, long upTo) {
        replay = what;
        if (place != null) {
            place.begin(first, upTo);
        }
    }

    /** Takes an event of the log, in its turn. */
    void take(long number, Bytes event) {
        if (place != null) {
            place.take(number, event);
        }
    }

    /** Tells whether it misses something of what came up to this number, and goes on. */
    boolean before(long number) {
        return place != null && place.before(number);
    }

    /** Writes a sign of life, which tells how far the log is. */
    void beat(long upTo, Bytes bookmark, Bytes sign) {
        if (place != null) {
            place.beat(upTo, bookmark, sign);
        }
    }

    /** Leaves all topics, for good. */
    void leaveTopics() {
        synchronized (this) {
            gone = true;
            if (topics != null) {
                topics.forEach(topic -> {
                    connections.topics().remove(topic, this);
                    ignore(topic);
                });
                topics = null;
            }
        }
    }

    private void ignore(String topic) {
        log.ifPresent(each -> each.ignore(topic));
    }

    private static Conn requireStream(Conn conn) {
        if (conn.state() != State.CHUNKED && conn.state() != State.ENDED) {
            throw new IllegalStateException(
                    "only an open stream can be registered and this conn is " + conn.state()
                            + ": call sendChunked(200) and register the conn that it returns");
        }
        return conn;
    }

    /** Returns id, state and request path. */
    @Override
    public String toString() {
        return "Connection[" + id + (active() ? "" : ", gone") + ", " + stream.requestPath() + "]";
    }
}
