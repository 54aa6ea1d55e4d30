package io.pastelli.push.sse;

import io.pastelli.owner.Time;
import io.pastelli.push.sse.log.EventLog;
import java.time.Duration;
import java.util.Optional;

/**
 * How {@link Connections} treat their streams.
 *
 * <p>
 * A burst of events that is faster than the network fills the outbox of a quick client too: its bound is the longest
 * burst to be sent in one go.
 *
 * @param outboxMessages most events that wait for one slow client; default 1024
 * @param outboxBytes most bytes that wait for one slow client; default 1 MiB; a larger event is taken by an empty outbox
 * @param overflow what happens when the outbox is full; default {@link Overflow#DISCONNECT}
 * @param duplicate what happens to a second stream of one id; default {@link Duplicate#REPLACE}
 * @param heartbeat how often a comment goes to each stream; default 15 s, zero for never
 * @param closeGrace how long {@link Connections#close} waits for slow clients before it cuts them; default 5 s
 * @param time the clock of heartbeat and grace; default the real one
 * @param log what keeps broadcasts for those who come back; default nothing does
 */
public record ConnectionsOptions(int outboxMessages, int outboxBytes, Overflow overflow, Duplicate duplicate,
        Duration heartbeat, Duration closeGrace, Time time, Optional<EventLog> log) {
    /** The defaults. */
    public static final ConnectionsOptions DEFAULT = new ConnectionsOptions(1024, 1 << 20,
            Overflow.DISCONNECT,
            Duplicate.REPLACE, Duration.ofSeconds(15), Duration.ofSeconds(5), Time.system(),
            Optional.empty());

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException for a bound below 1 or a negative duration
     */
    public ConnectionsOptions {
        if (outboxMessages < 1 || outboxBytes < 1) {
            throw new IllegalArgumentException("an outbox holds at least 1 message and 1 byte, not "
                    + outboxMessages + " and " + outboxBytes);
        }
        if (heartbeat.isNegative() || closeGrace.isNegative()) {
            throw new IllegalArgumentException(
                    "heartbeat and close grace are not negative; a heartbeat of zero is none");
        }
    }

    /** Returns these options with another bound for each stream's outbox. */
    public ConnectionsOptions withOutbox(int messages, int bytes) {
        return new ConnectionsOptions(messages, bytes, overflow, duplicate, heartbeat, closeGrace, time, log);
    }

    /** Returns these options with another way to treat clients that are too slow. */
    public ConnectionsOptions withOverflow(Overflow policy) {
        return new ConnectionsOptions(outboxMessages, outboxBytes, policy, duplicate, heartbeat, closeGrace,
                time, log);
    }

    /** Returns these options with another way to treat a second stream of one id. */
    public ConnectionsOptions withDuplicate(Duplicate policy) {
        return new ConnectionsOptions(outboxMessages, outboxBytes, overflow, policy, heartbeat, closeGrace,
                time, log);
    }

    /** Returns these options with another heartbeat; zero for none. */
    public ConnectionsOptions withHeartbeat(Duration interval) {
        return new ConnectionsOptions(outboxMessages, outboxBytes, overflow, duplicate, interval, closeGrace,
                time, log);
    }

    /** Returns these options with another wait at the end. */
    public ConnectionsOptions withCloseGrace(Duration grace) {
        return new ConnectionsOptions(outboxMessages, outboxBytes, overflow, duplicate, heartbeat, grace,
                time, log);
    }

    /** Returns these options with another clock. */
    public ConnectionsOptions withTime(Time clock) {
        return new ConnectionsOptions(outboxMessages, outboxBytes, overflow, duplicate, heartbeat, closeGrace,
                clock, log);
    }

    /**
     * Returns these options with a log, which gives each broadcast an id and those who come back what they have missed:
     * {@link Connections#register(String, io.pastelli.conn.Conn, java.util.Set)}. One log is for one {@link Connections},
     * which close it.
     */
    public ConnectionsOptions withLog(EventLog events) {
        return new ConnectionsOptions(outboxMessages, outboxBytes, overflow, duplicate, heartbeat, closeGrace,
                time,
                Optional.of(events));
    }
}
