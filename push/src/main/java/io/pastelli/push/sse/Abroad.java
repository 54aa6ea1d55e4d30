package io.pastelli.push.sse;

import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import io.pastelli.push.bayeux.backend.UnavailableException;
import io.pastelli.push.sse.roster.Roster;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What these connections have to do with those of other nodes.
 *
 * <p>
 * <b>Threading:</b> any thread. Streams of one id are registered one after the other, so that here and elsewhere the last one
 * is the same.
 */
final class Abroad implements Roster.Node {
    private static final System.Logger LOG = System.getLogger(Abroad.class.getName());
    private static final int TURNS = 64;

    private final Roster roster;
    private final Duplicate duplicate;
    private final Map<String, Connection> entries;
    private final Presence presence;
    // streams that the others may know of already, and that are not among the entries yet
    private final ConcurrentMap<String, Connection> entering = new ConcurrentHashMap<>();
    private final Lock[] turns = Stream.generate(ReentrantLock::new).limit(TURNS).toArray(Lock[]::new);

    Abroad(Roster roster, Duplicate duplicate, Map<String, Connection> entries, Presence presence) {
        this.roster = roster;
        this.duplicate = duplicate;
        this.entries = entries;
        this.presence = presence;
        roster.start(this);
    }

    /** Enters the id for all nodes, and the stream here; one that loses its id meanwhile is closed. */
    Connection enter(Connection fresh, Supplier<Connection> here) {
        String id = fresh.id();
        Lock turn = turns[Math.floorMod(id.hashCode(), TURNS)];
        turn.lock();
        try {
            Connection old = entries.get(id);
            if (duplicate == Duplicate.REFUSE && old != null && old.stream().exit().isEmpty()) {
                return here.get(); // which refuses it
            }
            entering.put(id, fresh);
            long ticket = roster.enter(id, duplicate == Duplicate.REPLACE).orElseThrow(
                    () -> new IllegalStateException("id " + id + " is connected already, on another node:"
                            + " choose another id, or ConnectionsOptions.withDuplicate(Duplicate.REPLACE)"));
            fresh.ticket(ticket);
            boolean entered = false;
            try {
                Connection connection = here.get();
                entered = connection.active();
                if (!roster.current(id, ticket)) {
                    connection.close();
                }
                return connection;
            } finally {
                if (!entered) {
                    roster.leave(id, ticket);
                }
            }
        } catch (UnavailableException e) {
            LOG.log(System.Logger.Level.DEBUG, "the other nodes cannot be told: a client comes again", e);
            fresh.close();
            return fresh;
        } finally {
            entering.remove(id);
            turn.unlock();
        }
    }

    void left(Connection connection) {
        OptionalLong ticket = connection.ticket();
        if (ticket.isPresent()) {
            roster.leave(connection.id(), ticket.getAsLong());
        }
    }

    SendResult send(String id, Bytes event) {
        return roster.send(id, event) ? SendResult.FORWARDED : SendResult.UNKNOWN;
    }

    Set<String> ids() {
        return roster.ids();
    }

    @Override
    public void arrived(String id) {
        presence.changed(id, true);
    }

    @Override
    public void departed(String id) {
        presence.changed(id, false);
    }

    @Override
    public void orphaned(String id) {
        presence.left(id, new Exit.TimedOut("heartbeat of its node"));
    }

    @Override
    public void ended(String id, long ticket) {
        Connection connection = entries.get(id);
        if (connection != null && connection.ticket().equals(OptionalLong.of(ticket))) {
            connection.close();
        }
    }

    @Override
    public void deliver(String id, Bytes event) {
        Connection fresh = entering.get(id); // asked first: it is an entry before it is none of these
        Connection connection = fresh == null ? entries.get(id) : fresh;
        if (connection != null) {
            connection.send(event);
        }
    }
}
