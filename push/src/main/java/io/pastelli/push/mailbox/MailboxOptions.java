package io.pastelli.push.mailbox;

import java.time.Duration;
import java.util.Set;

/**
 * How mailboxes are served; everything has a default. Immutable.
 *
 * @param timeout how long a GET waits; default 30 s
 * @param jitter how much longer or shorter, so that clients do not come back all at once; default a tenth
 * @param timeoutStatus the status when nothing came, 204 or 504; default 504
 * @param lease how long a client that acknowledges has time to; default 30 s
 * @param batch most messages of one response; default 100
 * @param batchBytes most bytes of their bodies, one message may have more; default 1 MiB
 * @param publish whether messages may be sent by POST; default not
 * @param waitersPerName most GETs that wait for one name; default 1000
 * @param waitersPerAddress most that wait from one client address, as {@code conn.remoteAddress()} tells it; default
 *            1000
 * @param origins pages of other origins that may use mailboxes, {@code *} for all, then without cookies; default none
 */
public record MailboxOptions(Duration timeout, double jitter, int timeoutStatus, Duration lease, int batch,
        long batchBytes, boolean publish, int waitersPerName, int waitersPerAddress, Set<String> origins) {
    /** The defaults. */
    public static final MailboxOptions DEFAULT = new MailboxOptions(Duration.ofSeconds(30), 0.1, 504,
            Duration.ofSeconds(30), 100, 1 << 20, false, 1000, 1000, Set.of());

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException for what is not positive, another status, or a jitter of 1 and more
     */
    public MailboxOptions {
        origins = Set.copyOf(origins);
        if (!timeout.isPositive() || !lease.isPositive() || batch < 1 || batchBytes < 1 || waitersPerName < 1
                || waitersPerAddress < 1) {
            throw new IllegalArgumentException("times and sizes are positive");
        }
        if (timeoutStatus != 204 && timeoutStatus != 504) {
            throw new IllegalArgumentException("say that nothing came with 204 or 504, not " + timeoutStatus);
        }
        if (!(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException("the jitter is a part of the time-out: 0 to less than 1");
        }
    }

    /** Returns these options with another answer to: how long a GET waits. */
    public MailboxOptions withTimeout(Duration longest) {
        return new MailboxOptions(longest, jitter, timeoutStatus, lease, batch, batchBytes, publish,
                waitersPerName, waitersPerAddress, origins);
    }

    /** Returns these options with another answer to: how much longer or shorter. */
    public MailboxOptions withJitter(double part) {
        return new MailboxOptions(timeout, part, timeoutStatus, lease, batch, batchBytes, publish,
                waitersPerName, waitersPerAddress, origins);
    }

    /** Returns these options with another answer to: the status when nothing came. */
    public MailboxOptions withTimeoutStatus(int status) {
        return new MailboxOptions(timeout, jitter, status, lease, batch, batchBytes, publish, waitersPerName,
                waitersPerAddress, origins);
    }

    /** Returns these options with another answer to: how long a client has time to acknowledge. */
    public MailboxOptions withLease(Duration time) {
        return new MailboxOptions(timeout, jitter, timeoutStatus, time, batch, batchBytes, publish,
                waitersPerName, waitersPerAddress, origins);
    }

    /** Returns these options with another answer to: the most messages of one response, and the most bytes. */
    public MailboxOptions withBatch(int most, long mostBytes) {
        return new MailboxOptions(timeout, jitter, timeoutStatus, lease, most, mostBytes, publish,
                waitersPerName, waitersPerAddress, origins);
    }

    /** Returns these options with another answer to: whether messages may be sent by POST. */
    public MailboxOptions withPublish(boolean allowed) {
        return new MailboxOptions(timeout, jitter, timeoutStatus, lease, batch, batchBytes, allowed,
                waitersPerName, waitersPerAddress, origins);
    }

    /** Returns these options with another answer to: the most GETs that wait, for a name and from an address. */
    public MailboxOptions withWaiters(int perName, int perAddress) {
        return new MailboxOptions(timeout, jitter, timeoutStatus, lease, batch, batchBytes, publish, perName,
                perAddress, origins);
    }

    /** Returns these options with another answer to: which pages of other origins may use mailboxes. */
    public MailboxOptions withOrigins(String... allowed) {
        return new MailboxOptions(timeout, jitter, timeoutStatus, lease, batch, batchBytes, publish,
                waitersPerName, waitersPerAddress, Set.of(allowed));
    }
}
