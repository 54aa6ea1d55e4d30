package io.pastelli.push.mailbox;

import io.pastelli.owner.Time;
import io.pastelli.push.mailbox.store.MailboxEvent;
import io.pastelli.push.mailbox.store.MailboxLimits;
import io.pastelli.push.mailbox.store.MailboxStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What mailboxes are made of; everything has a default. Immutable.
 *
 * @param store where they are kept; default a new {@code MemoryStore}
 * @param limits what they may hold
 * @param time the clock of time-outs, leases and lifetimes
 * @param clock the clock of ids and of {@code sentAt}
 * @param monitor is told what happens, on any thread; it returns at once
 */
public record MailboxesOptions(Optional<MailboxStore> store, MailboxLimits limits, Time time,
        InstantSource clock, Consumer<MailboxEvent> monitor) {
    /** The defaults. */
    public static final MailboxesOptions DEFAULT = new MailboxesOptions(Optional.empty(),
            MailboxLimits.DEFAULT, Time.system(), InstantSource.system(), event -> {});

    /** Returns these options with another answer to: where mailboxes are kept. */
    public MailboxesOptions withStore(MailboxStore other) {
        return new MailboxesOptions(Optional.of(other), limits, time, clock, monitor);
    }

    /** Returns these options with another answer to: what mailboxes may hold. */
    public MailboxesOptions withLimits(MailboxLimits most) {
        return new MailboxesOptions(store, most, time, clock, monitor);
    }

    /** Returns these options with other clocks. */
    public MailboxesOptions withTime(Time other, InstantSource wall) {
        return new MailboxesOptions(store, limits, other, wall, monitor);
    }

    /** Returns these options with another answer to: who is told what happens. */
    public MailboxesOptions withMonitor(Consumer<MailboxEvent> told) {
        return new MailboxesOptions(store, limits, time, clock, told);
    }
}
