package io.pastelli.push.sse;

import io.pastelli.conn.Conn;
import io.pastelli.conn.SseEvent;
import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import io.pastelli.push.sse.log.EventLog;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected: streams by id and by topic, events to one, to some or to all, and the news of who came and went.
 *
 * {@snippet :
 * var connections = new Connections();
 * connections.onLeave((id, exit) -> connections.broadcast(SseEvent.of(id).named("left")));
 * Plug plug = conn -> {
 *     var stream = conn.putRespContentType("text/event-stream").sendChunked(200);
 *     connections.register(conn.pathParam("id"), stream, Set.of("news"));
 *     return stream;
 * };
 * connections.broadcast("news", "read all about it");
 * }
 *
 * <p>
 * An entry is gone the moment its client is, and leaves nothing behind. A broadcast is encoded once, its bytes are shared
 * by all streams, and a slow client delays nobody: what it does not take waits in an outbox of its own, which is bounded
 * ({@link ConnectionsOptions}).
 *
 * <p>
 * <b>Threading:</b> any thread may call any method; only {@link #close} blocks, and what waits for a log that is elsewhere. On one stream events keep the order of
 * the calls; two threads that broadcast at the same time may be seen in either order. Callbacks run on virtual threads,
 * for one id in order and one at a time: a leave always follows its join, each is told exactly once.
 */
public final class Connections implements AutoCloseable {
    private static final Bytes SIGN_OF_LIFE = Bytes.of(":\n\n");

    private final ConnectionsOptions options;
    private final ConcurrentMap<String, Connection> entries = new ConcurrentHashMap<>();
    private final Topics topics = new Topics();
    private final Presence presence;
    private final Heartbeat heartbeat;
    private final @Nullable Broadcasts logged; // null without a log
    private final @Nullable Abroad abroad; // null when there are no other nodes
    private volatile @Nullable Parting parting; // set once closed

    /** Makes a manager with the {@linkplain ConnectionsOptions#DEFAULT default options}. */
    public Connections() {
        this(ConnectionsOptions.DEFAULT);
    }

    /** Makes a manager. */
    public Connections(ConnectionsOptions options) {
        this.options = options;
        // a computation waits for the one before it on the same id
        this.presence = new Presence(id -> entries.computeIfPresent(id, (key, entered) -> entered));
        this.abroad = options.log().flatMap(EventLog::roster)
                .map(roster -> new Abroad(roster, options.duplicate(), entries, presence)).orElse(null);
        this.logged = options.log().map(log -> new Broadcasts(log, options, entries, topics)).orElse(null);
        this.heartbeat = new Heartbeat(options, () -> !entries.isEmpty(), this::beat);
    }

    /**
     * Registers an open stream, until it ends. Registering the same stream under the same id again gives the same
     * handle; under another id it is a second entry, with an order of its own.
     *
     * @return the handle; when the stream has ended already, one that is not {@link Connection#active} and was never
     *         registered
     * @throws IllegalStateException when {@code stream} is not an open stream, when the id is taken and the policy is
     *         {@link Duplicate#REFUSE}, or when this manager is closed
     */
    public Connection register(String id, Conn stream) {
        return register(id, stream, Set.of());
    }

    /**
     * Registers an open stream that is a member of these topics from the start; see {@link #register(String, Conn)}.
     *
     * <p>
     * With a {@linkplain ConnectionsOptions#withLog log}, a client that names the id of its last event, in the header
     * {@code last-event-id} or the query parameter {@code lastEventId}, first gets what was broadcast since then, to
     * these topics and to everybody, and then what is new: no gap, none twice, in order. {@link Connection#replay} says
     * whether that was possible. A newcomer gets the id of where the log is now.
     *
     * <p>
     * When the log of several nodes cannot be reached for longer than it has patience, the stream is ended, and the
     * handle not {@link Connection#active}: the client comes again with the id it has.
     */
    public Connection register(String id, Conn stream, Set<String> topics) {
        return register(id, stream, Set.copyOf(topics), Optional.empty());
    }

    /**
     * Registers an open stream, and first sends {@code snapshot}, how things stand, unless the client got all that it has
     * missed.
     *
     * {@snippet :
     * connections.register("ann", stream, Set.of("prices"), () -> SseEvent.json(Map.of("EUR", 1.17)).named("all"));
     * }
     *
     * @param snapshot is called when it is needed, may block, and gives an event that has at least what was broadcast
     *        before the call; what is broadcast meanwhile is sent behind it. Without a log it is sent once the stream is
     *        registered
     */
    public Connection register(String id, Conn stream, Set<String> topics, Supplier<SseEvent> snapshot) {
        return register(id, stream, Set.copyOf(topics), Optional.of(snapshot));
    }

    private Connection register(String id, Conn stream, Set<String> topics,
            Optional<Supplier<SseEvent>> snapshot) {
        var fresh = new Connection(this, id, stream);
        if (stream.exit().isPresent()) {
            fresh.leaveTopics();
            return fresh;
        }
        if (parting != null) {
            throw new IllegalStateException("these Connections are closed: register with new ones");
        }
        Connection known = entries.get(id);
        if (logged != null && (known == null || !known.sameStream(fresh))) {
            Supplier<Connection> here = () -> logged.arrive(fresh, topics, snapshot,
                    () -> enter(fresh, topics));
            return abroad == null ? here.get() : abroad.enter(fresh, here);
        }
        Connection entered = enter(fresh, topics);
        if (entered == fresh) {
            snapshot.ifPresent(event -> entered.send(event.get()));
        }
        return entered;
    }

    private Connection enter(Connection fresh, Set<String> topics) {
        // inside compute, so that for one id entries and news have the same order
        var replaced = new Connection[1];
        Connection entered = entries.compute(fresh.id(), (id, old) -> {
            if (old != null && old.sameStream(fresh)) {
                return old;
            }
            if (old != null) {
                Optional<Exit> ended = old.stream().exit();
                if (ended.isEmpty() && options.duplicate() == Duplicate.REFUSE) {
                    throw new IllegalStateException(
                            "id " + id + " is connected already: choose another id, or"
                                    + " ConnectionsOptions.withDuplicate(Duplicate.REPLACE)");
                }
                old.leaveTopics();
                left(old, ended.orElse(new Exit.Normal()));
                replaced[0] = old;
            }
            topics.forEach(fresh::subscribe);
            presence.joined(fresh);
            if (abroad == null) {
                presence.changed(id, true);
            }
            return fresh;
        });
        if (replaced[0] != null) {
            replaced[0].outbox().finish();
        }
        if (entered != fresh) {
            topics.forEach(entered::subscribe);
            return entered;
        }
        // one that has ended meanwhile is told at once: no entry is forgotten
        fresh.stream().owner().monitor(fresh);
        heartbeat.start();
        Parting closing = parting;
        if (closing != null) {
            closing.add(fresh); // before it is out: close() waits for all that it found or would have found
            fresh.close();
        }
        return fresh;
    }

    /**
     * Sends one event to one stream, on whatever node it is.
     *
     * @throws io.pastelli.push.bayeux.backend.UnavailableException when it is not here, and the other nodes cannot be
     *         reached
     */
    public SendResult send(String id, SseEvent event) {
        return send(id, event.encode());
    }

    /** Sends one event with this data to one stream. */
    public SendResult send(String id, String data) {
        return send(id, SseEvent.of(data));
    }

    /** Sends bytes that are an event already to one stream. */
    public SendResult send(String id, Bytes event) {
        Connection to = entries.get(id);
        if (to != null) {
            return to.send(event);
        }
        return abroad == null ? SendResult.UNKNOWN : abroad.send(id, event);
    }

    /**
     * Sends one event to all; returns to how many it is on its way.
     *
     * <p>
     * With a {@linkplain ConnectionsOptions#withLog log} it goes there first and gets an id, in place of its own; all
     * streams have the events in the order of the ids, and the answer is how many there are on this node.
     *
     * @throws io.pastelli.push.bayeux.backend.UnavailableException when the log of several nodes cannot be reached: the
     *         event was not taken, unless the connection broke while the answer was on its way
     * @throws IllegalStateException when there is a log and this manager is closed
     */
    public int broadcast(SseEvent event) {
        return broadcast(encoded(event));
    }

    /** Sends one event with this data to all; see {@link #broadcast(SseEvent)}. */
    public int broadcast(String data) {
        return broadcast(SseEvent.of(data));
    }

    /** Sends bytes that are an event already, with a log one without an id, to all; see {@link #broadcast(SseEvent)}. */
    public int broadcast(Bytes event) {
        return logged == null ? sendAll(entries.values(), event) : publish(logged, EventLog.EVERYBODY, event);
    }

    /**
     * Sends one event to the members of a topic; see {@link #broadcast(SseEvent)}.
     *
     * @throws IllegalArgumentException when there is a log and the topic's name is empty
     */
    public int broadcast(String topic, SseEvent event) {
        return broadcast(topic, encoded(event));
    }

    /** Sends one event with this data to the members of a topic; see {@link #broadcast(String, SseEvent)}. */
    public int broadcast(String topic, String data) {
        return broadcast(topic, SseEvent.of(data));
    }

    /** Sends bytes that are an event already to the members of a topic; see {@link #broadcast(String, SseEvent)}. */
    public int broadcast(String topic, Bytes event) {
        if (logged == null) {
            return sendAll(topics.of(topic), event);
        }
        if (topic.isEmpty()) {
            throw new IllegalArgumentException("a topic has a name: broadcast to everybody without one");
        }
        return publish(logged, topic, event);
    }

    private int publish(Broadcasts log, String topic, Bytes event) {
        if (parting != null) {
            throw new IllegalStateException("these Connections are closed: broadcast with new ones");
        }
        return log.publish(topic, event);
    }

    private Bytes encoded(SseEvent event) {
        return (logged == null ? event : Broadcasts.withoutId(event)).encode();
    }

    private static int sendAll(Collection<Connection> members, Bytes event) {
        int reached = 0;
        for (Connection member : members) {
            if (member.send(event).reached()) {
                reached++;
            }
        }
        return reached;
    }

    /**
     * Has {@code listener} told of everybody who connects here from now on. A stream that takes over the id of another is
     * told as a leave of the old one, its exit {@code Normal}, and then a join.
     */
    public void onJoin(JoinListener listener) {
        presence.onJoin(listener);
    }

    /**
     * Has {@code listener} told of everybody who leaves here from now on; the entry is gone by then. Of those on a node that
     * has died, one of the others is told, with an exit {@code TimedOut}.
     */
    public void onLeave(LeaveListener listener) {
        presence.onLeave(listener);
    }

    /**
     * Has {@code listener} told, on every node, of each id that comes or goes on any of them from now on. Without a shared
     * log that is this one.
     */
    public void onPresence(PresenceListener listener) {
        presence.onPresence(listener);
    }

    /** Returns the ids that are connected now, to any node, as far as this one has heard, as a copy. */
    public Set<String> present() {
        return abroad == null ? ids() : abroad.ids();
    }

    /** Returns the handle of an id, if it is connected here. */
    public Optional<Connection> find(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** Tells whether an id is connected here. */
    public boolean contains(String id) {
        return entries.containsKey(id);
    }

    /** Returns the ids that are connected here now, as a copy. */
    public Set<String> ids() {
        return Set.copyOf(entries.keySet());
    }

    /** Returns how many are connected here. */
    public int size() {
        return entries.size();
    }

    /** Returns the ids of a topic's members now, as a copy. */
    public Set<String> members(String topic) {
        return topics.of(topic).stream().map(Connection::id).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the topics that have members now, as a copy. */
    public Set<String> topicNames() {
        return topics.names();
    }

    /**
     * Closes all streams in order, waits until they are over, at most the close grace (5 s by default), cuts the rest,
     * and stops the heartbeat. Registering is refused from now on.
     */
    @Override
    public void close() {
        var closing = new Parting(options.time());
        parting = closing;
        heartbeat.close();
        for (Connection connection : entries.values()) {
            closing.add(connection);
            connection.close();
        }
        closing.await(options.closeGrace());
        if (logged != null) {
            logged.log().close();
        }
    }

    private void beat() {
        if (logged != null) {
            logged.beat(SIGN_OF_LIFE);
        } else {
            entries.values().forEach(connection -> connection.outbox().beat(SIGN_OF_LIFE));
        }
    }

    ConnectionsOptions options() {
        return options;
    }

    Topics topics() {
        return topics;
    }

    Presence presence() {
        return presence;
    }

    /** Takes a connection out, if it is still in, and tells the listeners. */
    void leave(Connection connection, Exit exit) {
        connection.leaveTopics();
        entries.computeIfPresent(connection.id(), (id, entered) -> {
            if (entered != connection) {
                return entered;
            }
            left(connection, exit);
            return null;
        });
    }

    private void left(Connection connection, Exit exit) {
        presence.left(connection.id(), exit);
        if (abroad == null) {
            presence.changed(connection.id(), false);
        } else {
            abroad.left(connection);
        }
    }
}
