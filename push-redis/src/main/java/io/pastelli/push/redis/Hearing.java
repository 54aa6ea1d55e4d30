package io.pastelli.push.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pastelli.http.Bytes;
import io.pastelli.push.bayeux.backend.UnavailableException;
import io.pastelli.push.sse.log.Entry;
import io.pastelli.push.sse.log.EventLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Passes on the events that this node is told of: each once and in order.
 *
 * <p>
 * Redis numbers what it tells a node, so one that missed something knows it at the next event, or at the next beat, and
 * reads it from the log.
 *
 * <p>
 * <b>Threading:</b> the ears and the beats, one at a time, under this object's monitor; any thread may listen.
 */
final class Hearing {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final long SAY_AGAIN = 20_000;

    private final Operations operations;
    private final EventLog.Node node;
    private final RedisRoster roster;
    private final Listening listening = new Listening(this::begin);
    private volatile long position; // all up to this id was passed on; 0 when nothing was listened to yet
    // guarded by this
    private long heard; // the number of the last one
    private long due; // to have been heard by now
    private long said; // when all topics were; of the thread that beats

    Hearing(Operations operations, EventLog.Node node, RedisRoster roster) {
        this.operations = operations;
        this.node = node;
        this.roster = roster;
    }

    Listening listening() {
        return listening;
    }

    long position() {
        return position;
    }

    /**
     * Takes what Redis has published: a number, then an id, the length of the topic, the topic and the event; or + or -, a
     * ticket and who came or went.
     */
    synchronized void heard(String message) {
        String[] head = message.split(" ", 4);
        long number = Long.parseLong(head[0]);
        if (number <= heard) {
            return; // was read meanwhile
        }
        if (number > heard + 1) {
            catchUp();
            return;
        }
        heard = number;
        if (head[1].equals("+") || head[1].equals("-")) {
            roster.heard(head[1].equals("+"), Long.parseLong(head[2]), head[3]);
            return;
        }
        byte[] raw = message.getBytes(UTF_8);
        int from = head[0].length() + head[1].length() + head[2].length() + 3;
        int to = from + Integer.parseInt(head[2]);
        pass(new Entry(Long.parseLong(head[1]), new String(raw, from, to - from, UTF_8),
                Bytes.of(raw, to, raw.length)));
    }

    /** Says that this node is alive and who has left, and makes up for what it has missed. */
    void beat() {
        roster.tellWhoLeft(operations);
        long before;
        synchronized (this) {
            before = heard;
        }
        long asked = Operations.millis();
        Answer answer = operations.beat(Script.LOG_BEAT, List.of(position), 0);
        operations.clock(answer.number(2), asked);
        roster.orphaned(answer.inner(5).texts());
        long told = answer.number(4);
        boolean shaken = operations.wasShaken();
        boolean again = shaken || answer.number(1) == 0 || told < before;
        if (again || asked - said > SAY_AGAIN) {
            said = asked;
            listening.repeat(names -> operations.beat(Script.LOG_LISTEN, topics(names), 0));
        }
        synchronized (this) {
            if (again || heard < due) {
                catchUp();
            } else if (heard >= told && position > 0) {
                position = Math.max(position, answer.number(3));
            }
            due = told; // may be on its way, until the next beat
        }
    }

    /** What a reading asks for. */
    static List<Object> question(long position, long after, int most, long mostBytes,
            Collection<String> topics) {
        var all = new ArrayList<Object>(List.of(position, after, most, mostBytes));
        all.addAll(topics);
        return all;
    }

    static List<Entry> entries(Answer answer) {
        return answer.inners().stream().map(each -> {
            String id = each.text(0);
            return new Entry(Long.parseLong(id.substring(0, id.indexOf('-'))), each.text(1), each.bytes(2));
        }).toList();
    }

    /** Tells Redis of a topic; the first one tells us where the log is. */
    private void begin(List<String> names) {
        synchronized (this) {
            if (position == 0) {
                Answer answer = operations.run(Script.LOG_LISTEN, topics(names), 0);
                position = answer.number(1);
                return;
            }
        }
        operations.run(Script.LOG_LISTEN, topics(names), 0);
    }

    private List<Object> topics(Collection<String> names) {
        var all = new ArrayList<Object>(List.of(position));
        all.addAll(names);
        return all;
    }

    private synchronized void catchUp() {
        try {
            Answer who = operations.run(Script.LOG_WHO, List.of(position), 0, SOON);
            roster.compare(who.inner(3), who.number(2));
            heard = who.number(1); // what was told since then comes again, and is known by its ticket or id
            if (position == 0) {
                return;
            }
            Answer answer = everything();
            while (answer.number(1) == 0) {
                long floor = answer.number(5);
                node.lost(floor); // before anybody is told that this is where we are
                position = floor;
                answer = everything();
            }
            entries(answer.inner(4)).forEach(this::pass);
            position = Math.max(position, answer.number(2));
        } catch (UnavailableException e) {
            operations.shake(); // the next beat tries again
        }
    }

    private Answer everything() {
        return operations.run(Script.LOG_READ, question(position, position, Integer.MAX_VALUE,
                1L << 52, listening.names()), 0, SOON);
    }

    private void pass(Entry entry) {
        if (entry.id() > position) {
            try {
                if (entry.topic().startsWith("\0")) {
                    roster.deliver(entry.event());
                } else {
                    node.told(entry);
                }
            } finally {
                position = entry.id(); // not before, for who asks means what was passed on
            }
        }
    }
}
