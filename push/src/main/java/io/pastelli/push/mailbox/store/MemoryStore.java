package io.pastelli.push.mailbox.store;

import io.pastelli.owner.Time;
import io.pastelli.push.bayeux.time.Alarm;
import io.pastelli.push.bayeux.time.Deadlines;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everything in this process: for one node; what is in it ends with the process.
 *
 * <p>
 * A mailbox with nothing in it takes no memory.
 *
 * <p>
 * <b>Threading:</b> any thread. A mailbox is guarded by its own monitor; the node is told when it is free.
 */
public final class MemoryStore implements MailboxStore {
    private static final Duration LONGEST_SWEEP = Duration.ofMinutes(1);

    private static final long MOST_BYTES = 256 << 20;

    private record Slot(MemoryBox box, Alarm leaseEnds) {}

    private final ConcurrentMap<String, Slot> slots = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final Deadlines deadlines;
    private final long mostBytes;
    private MailboxLimits limits = MailboxLimits.DEFAULT;
    private @Nullable Node node;

    /** Makes an empty one by the real clock, with at most 256 MiB of bodies in all its mailboxes. */
    public MemoryStore() {
        this(Time.system(), MOST_BYTES);
    }

    /** Makes an empty one whose leases and lifetimes go by {@code time}, with at most so many bytes of bodies in all. */
    public MemoryStore(Time time, long mostBytes) {
        this.deadlines = new Deadlines(time);
        this.mostBytes = mostBytes;
    }

    @Override
    public void start(Node told, MailboxLimits most) {
        node = told;
        limits = most;
        sweepLater();
    }

    @Override
    public Pushed push(String name, Message message) {
        if (bytes.get() + message.body().size() > mostBytes) {
            return Pushed.FULL;
        }
        for (;;) {
            if (slots.size() >= limits.names() && !slots.containsKey(name)) {
                return Pushed.TOO_MANY_MAILBOXES;
            }
            Slot slot = slots.computeIfAbsent(name, this::slot);
            Optional<Pushed> pushed = in(name, slot,
                    (box, now) -> box.push(message, now) ? Pushed.ACCEPTED : Pushed.FULL);
            if (pushed.isPresent()) {
                if (pushed.get() == Pushed.ACCEPTED) {
                    tell(told -> told.waiting(name));
                }
                return pushed.get();
            }
        }
    }

    @Override
    public List<Lease> take(String name, int most, long mostOfBodies, Duration lease) {
        return with(name, List.of(), (box, now) -> box.take(most, mostOfBodies, lease, now));
    }

    @Override
    public Set<String> acknowledge(String name, Collection<String> ids) {
        return with(name, Set.of(), (box, now) -> box.acknowledge(ids, now));
    }

    @Override
    public void release(String name, List<Lease> leases, boolean delivered) {
        with(name, true, (box, now) -> {
            box.release(leases, delivered, now);
            return true;
        });
    }

    @Override
    public long size(String name) {
        return with(name, 0L, (box, now) -> box.size(now));
    }

    @Override
    public long purge(String name) {
        return with(name, 0L, (box, now) -> box.purge());
    }

    @Override
    public List<Lease> deadLetters(String name) {
        return with(name, List.of(), (box, now) -> box.deadLetters(now));
    }

    @Override
    public int revive(String name) {
        int revived = with(name, 0, (box, now) -> box.revive(now));
        if (revived > 0) {
            tell(told -> told.waiting(name));
        }
        return revived;
    }

    @Override
    public void close() {
        deadlines.close();
        slots.clear();
    }

    private <T> T with(String name, T none, BiFunction<MemoryBox, Long, T> call) {
        Slot slot = slots.get(name);
        return slot == null ? none : in(name, slot, call).orElse(none);
    }

    /** Calls, sets the alarm, and then tells the node what happened; empty when the mailbox was removed meanwhile. */
    private <T> Optional<T> in(String name, Slot slot, BiFunction<MemoryBox, Long, T> call) {
        T result;
        List<MailboxEvent> happened;
        MemoryBox box = slot.box();
        synchronized (box) {
            if (box.removed()) {
                return Optional.empty();
            }
            long before = box.bytes();
            result = call.apply(box, deadlines.now());
            bytes.addAndGet(box.bytes() - before);
            happened = box.happened();
            if (box.lends()) {
                slot.leaseEnds().set(box.nextEnd());
            } else {
                slot.leaseEnds().clear();
            }
            if (box.remove()) {
                slots.remove(name, slot);
            }
        }
        happened.forEach(event -> tell(told -> told.happened(event)));
        if (happened.stream().anyMatch(MailboxEvent.Returned.class::isInstance)) {
            tell(told -> told.waiting(name));
        }
        return Optional.of(result);
    }

    private Slot slot(String name) {
        return new Slot(new MemoryBox(name, limits), new Alarm(deadlines, () -> tidy(name)));
    }

    private void tidy(String name) {
        with(name, true, (box, now) -> {
            box.tidy(now);
            return true;
        });
    }

    /** Dropping what nobody takes needs no precision: whoever looks sees to it anyway. */
    private void sweepLater() {
        Duration often = limits.lifetime().dividedBy(10);
        deadlines.at(deadlines.now() + (often.compareTo(LONGEST_SWEEP) < 0 ? often : LONGEST_SWEEP).toNanos(),
                this::sweep);
    }

    private void sweep() {
        slots.keySet().forEach(this::tidy);
        sweepLater();
    }

    private void tell(Consumer<Node> news) {
        Node told = node;
        if (told != null) {
            news.accept(told);
        }
    }
}
