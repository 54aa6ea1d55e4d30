package io.pastelli.push.mailbox.store;

import java.time.Duration;

/**
 * What mailboxes may hold. Immutable.
 *
 * @param messages most messages in one mailbox, lent ones included; default 1000
 * @param bytes most bytes of their bodies; default 8 MiB
 * @param names most mailboxes with anything in them; default 100 000
 * @param messageBytes most bytes of one body; default 256 KiB
 * @param lifetime how long a message is kept; default one day
 * @param deliveries how often a message is lent before it is a dead letter; default 10
 * @param deadLetters most dead letters of one mailbox, the oldest are dropped; default 100
 */
public record MailboxLimits(int messages, long bytes, int names, int messageBytes, Duration lifetime,
        int deliveries, int deadLetters) {
    /** The defaults. */
    public static final MailboxLimits DEFAULT = new MailboxLimits(1000, 8 << 20, 100_000, 256 << 10,
            Duration.ofDays(1), 10, 100);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException when one is not positive; there may be no dead letters
     */
    public MailboxLimits {
        if (messages < 1 || bytes < 1 || names < 1 || messageBytes < 1 || !lifetime.isPositive()
                || deliveries < 1 || deadLetters < 0) {
            throw new IllegalArgumentException("limits of mailboxes are positive; deadLetters may be 0");
        }
    }

    /** Returns these limits with another answer to: the most messages in one mailbox, and the most bytes of them. */
    public MailboxLimits withMessages(int most, long mostBytes) {
        return new MailboxLimits(most, mostBytes, names, messageBytes, lifetime, deliveries, deadLetters);
    }

    /** Returns these limits with another answer to: the most mailboxes. */
    public MailboxLimits withNames(int most) {
        return new MailboxLimits(messages, bytes, most, messageBytes, lifetime, deliveries, deadLetters);
    }

    /** Returns these limits with another answer to: the most bytes of one message. */
    public MailboxLimits withMessageBytes(int most) {
        return new MailboxLimits(messages, bytes, names, most, lifetime, deliveries, deadLetters);
    }

    /** Returns these limits with another answer to: how long a message is kept. */
    public MailboxLimits withLifetime(Duration longest) {
        return new MailboxLimits(messages, bytes, names, messageBytes, longest, deliveries, deadLetters);
    }

    /** Returns these limits with another answer to: how often a message is lent, and how many dead letters are kept. */
    public MailboxLimits withDeliveries(int most, int dead) {
        return new MailboxLimits(messages, bytes, names, messageBytes, lifetime, most, dead);
    }
}
