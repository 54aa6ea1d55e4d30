package io.pastelli.push.redis;

import io.pastelli.http.Bytes;
import io.pastelli.push.bayeux.backend.UnavailableException;
import io.pastelli.push.sse.log.EventLog;
import io.pastelli.push.sse.log.Missed;
import java.util.List;
import io.pastelli.push.sse.roster.Roster;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the events of broadcasts in a bounded stream of Redis, for all nodes of a namespace.
 *
 * <p>
 * The script that appends an event also publishes it to the nodes that listen to its topic, each on its own channel.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
final class RedisLog implements EventLog {
    private static final System.Logger LOG = System.getLogger(RedisLog.class.getName());

    private final Supplier<Operations> connecting;
    private final int mostEvents;
    private final long mostBytes;
    private final RedisRoster roster = new RedisRoster(this);
    private final AtomicBoolean reachable = new AtomicBoolean(); // others may send to this node
    private @Nullable Operations operations;
    private @Nullable Hearing hearing;
    private @Nullable Beats beats;
    private @Nullable Ears ears;

    RedisLog(Supplier<Operations> connecting, int mostEvents, long mostBytes) {
        this.connecting = connecting;
        this.mostEvents = mostEvents;
        this.mostBytes = mostBytes;
    }

    @Override
    public void start(Node node) {
        if (operations != null) {
            throw new IllegalStateException("this log is in use: make one for each Connections");
        }
        Operations all = connecting.get();
        operations = all;
        Hearing here = new Hearing(all, node, roster);
        hearing = here;
        Beats pulse = new Beats(here::beat);
        beats = pulse;
        ears = new Ears(all, here::heard, pulse::wake);
    }

    @Override
    public long append(String topic, Bytes event) {
        return operations().run(Script.LOG_APPEND, List.of(told(), mostEvents, mostBytes, topic, event), 0)
                .number(1);
    }

    @Override
    public Missed read(OptionalLong after, Set<String> topics, int most, long mostOfBytes) {
        Answer answer = operations().run(Script.LOG_READ,
                Hearing.question(told(), after.orElse(Long.MAX_VALUE), most, mostOfBytes, topics), 0);
        return new Missed(after.isEmpty() || answer.number(1) == 1, answer.number(2),
                Hearing.entries(answer.inner(4)));
    }

    @Override
    public void listen(String topic) {
        hearing().listening().listen(topic);
    }

    @Override
    public void ignore(String topic) {
        hearing().listening().ignore(topic);
    }

    @Override
    public long told() {
        return hearing().position();
    }

    @Override
    public Optional<Roster> roster() {
        return Optional.of(roster);
    }

    Answer enter(String id, boolean replace) {
        if (!reachable.get()) {
            listen("\0" + operations().node());
            reachable.set(true);
        }
        return operations().run(Script.LOG_ENTER, List.of(told(), id, replace ? 1 : 0), 0);
    }

    boolean send(String id, Bytes event) {
        return operations().run(Script.LOG_SEND, List.of(told(), mostEvents, mostBytes, id, event), 0)
                .is("done");
    }

    /** Has what waits to be told told at once. */
    void wake() {
        if (beats != null) {
            beats.wake();
        }
    }

    @Override
    public void close() {
        if (beats != null && ears != null) {
            beats.close();
            try {
                roster.tellWhoLeft(operations());
                operations().beat(Script.QUIT, List.of(), 0);
            } catch (UnavailableException e) {
                LOG.log(System.Logger.Level.DEBUG, "what is left of this node ends by itself", e);
            }
            ears.close();
            operations().close();
        }
    }

    private Operations operations() {
        if (operations == null) {
            throw new IllegalStateException("start the log first");
        }
        return operations;
    }

    private Hearing hearing() {
        if (hearing == null) {
            throw new IllegalStateException("start the log first");
        }
        return hearing;
    }
}
