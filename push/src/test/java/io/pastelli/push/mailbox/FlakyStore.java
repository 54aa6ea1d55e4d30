package io.pastelli.push.mailbox;

import io.pastelli.push.mailbox.store.Lease;
import io.pastelli.push.mailbox.store.MailboxLimits;
import io.pastelli.push.mailbox.store.MailboxStore;
import io.pastelli.push.mailbox.store.MemoryStore;
import io.pastelli.push.mailbox.store.Message;
import io.pastelli.push.mailbox.store.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A store that is away when a test says so. */
final class FlakyStore implements MailboxStore {
    final AtomicBoolean away = new AtomicBoolean();
    private final AtomicReference<Node> told = new AtomicReference<>();
    private final MailboxStore memory = new MemoryStore();

    private MailboxStore reached() {
        if (away.get()) {
            throw new StoreUnavailableException("the store is away", new IOException("as the test wants"));
        }
        return memory;
    }

    /** Tells the node to look again, as stores do now and then. */
    void back(String name) {
        told.get().waiting(name);
    }

    @Override
    public void start(Node node, MailboxLimits limits) {
        told.set(node);
        memory.start(node, limits);
    }

    @Override
    public Pushed push(String name, Message message) {
        return reached().push(name, message);
    }

    @Override
    public List<Lease> take(String name, int most, long bytes, Duration lease) {
        return reached().take(name, most, bytes, lease);
    }

    @Override
    public Set<String> acknowledge(String name, Collection<String> ids) {
        return reached().acknowledge(name, ids);
    }

    @Override
    public void release(String name, List<Lease> leases, boolean delivered) {
        reached().release(name, leases, delivered);
    }

    @Override
    public long size(String name) {
        return reached().size(name);
    }

    @Override
    public long purge(String name) {
        return reached().purge(name);
    }

    @Override
    public List<Lease> deadLetters(String name) {
        return reached().deadLetters(name);
    }

    @Override
    public int revive(String name) {
        return reached().revive(name);
    }

    @Override
    public void close() {
        memory.close();
    }
}
