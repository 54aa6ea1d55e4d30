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
    private static final int SAY_AGAIN = 20; // beats

    private final Operations operations;
    private final EventLog.Node node;
    private final Listening listening = new Listening(this::begin);
    private volatile long position; // all up to this id was passed on; 0 when nothing was listened to yet
    private long heard; // the number of the last one; guarded by this
    private int beats; // of the thread that beats

    Hearing(Operations operations, EventLog.Node node) {
        this.operations = operations;
        this.node = node;
    }

    Listening listening() {
        return listening;
    }

    long position() {
        return position;
    }

    /** Takes what Redis has published: a number, an id, the length of the topic, the topic and the event. */
    synchronized void heard(String message) {
        byte[] raw = message.getBytes(UTF_8);
        String[] head = message.split(" ", 4);
        long number = Long.parseLong(head[0]);
        if (number <= heard) {
            return; // was read meanwhile
        }
        if (number > heard + 1) {
            catchUp();
            return;
        }
        int from = head[0].length() + head[1].length() + head[2].length() + 3;
        int to = from + Integer.parseInt(head[2]);
        heard = number;
        pass(new Entry(Long.parseLong(head[1]), new String(raw, from, to - from, UTF_8),
                Bytes.of(raw, to, raw.length)));
    }

    /** Says that this node is alive, and makes up for what it has missed. */
    void beat() {
        long before;
        synchronized (this) {
            before = heard;
        }
        long asked = Operations.millis();
        Answer answer = operations.beat(Script.LOG_BEAT, List.of(position), 0);
        operations.clock(answer.number(2), asked);
        long told = answer.number(4);
        boolean shaken = operations.wasShaken();
        boolean again = shaken || answer.number(1) == 0 || told < before;
        if (again || ++beats % SAY_AGAIN == 0) {
            listening.repeat(names -> operations.beat(Script.LOG_LISTEN, topics(names), 0));
        }
        synchronized (this) {
            if (position == 0) {
                return;
            }
            if (again || told > heard) {
                catchUp();
            } else {
                position = Math.max(position, answer.number(3));
            }
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
                heard = answer.number(2);
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
            Answer answer = everything();
            while (answer.number(1) == 0) {
                long floor = answer.number(5);
                node.lost(floor); // before anybody is told that this is where we are
                position = floor;
                answer = everything();
            }
            entries(answer.inner(4)).forEach(this::pass);
            heard = answer.number(3);
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
                node.told(entry);
            } finally {
                position = entry.id(); // not before, for who asks means what was passed on
            }
        }
    }
}
