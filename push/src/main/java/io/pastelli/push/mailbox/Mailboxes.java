package io.pastelli.push.mailbox;

import io.pastelli.http.Bytes;
import io.pastelli.push.bayeux.time.Deadlines;
import io.pastelli.push.mailbox.store.MailboxEvent;
import io.pastelli.push.mailbox.store.MailboxLimits;
import io.pastelli.push.mailbox.store.MailboxStore;
import io.pastelli.push.mailbox.store.MemoryStore;
import io.pastelli.push.mailbox.store.Message;
import io.pastelli.push.mailbox.store.MessageIds;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Mailboxes by name: queues that the server's code fills and clients empty by long polling. Each message goes to one
 * client, in the order of sending, at least once.
 *
 * {@snippet :
 * import io.pastelli.push.mailbox.*;
 *
 * var boxes = Mailboxes.memory();
 * r.forward("/message_path", boxes.plug((conn, name, action) -> name.equals(conn.pathParam("user"))));
 * boxes.get("foobar").send("my totally awesome message");
 * }
 *
 * <p>
 * GET {@code /message_path/foobar} then answers 200 with the message, or 504 when none came in 30 seconds.
 *
 * <p>
 * <b>Threading:</b> safe to share.
 */
public final class Mailboxes implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private static final long MEMORY = 256 << 20;

    private final MailboxesOptions options;
    private final MailboxStore store;
    private final MessageIds ids;
    private final Deadlines deadlines;
    private final Lines lines;

    private Mailboxes(MailboxesOptions options) {
        this.options = options;
        this.store = options.store().orElseGet(() -> new MemoryStore(options.time(), MEMORY));
        this.ids = new MessageIds(options.clock());
        this.deadlines = new Deadlines(options.time());
        this.lines = new Lines(store, (name, leases) -> leases.forEach(
                lease -> happened(new MailboxEvent.Lent(name, lease.message().id(), lease.deliveries()))));
        store.start(new Wakes(), options.limits());
    }

    /** Makes mailboxes in this process, with the defaults. */
    public static Mailboxes memory() {
        return create(options -> options);
    }

    /** Makes mailboxes with other options. */
    public static Mailboxes create(UnaryOperator<MailboxesOptions> options) {
        return new Mailboxes(options.apply(MailboxesOptions.DEFAULT));
    }

    /**
     * Returns the mailbox of this name.
     *
     * @throws IllegalArgumentException for a name that is not 1 to 128 of {@code A–Z a–z 0–9 _ -}
     */
    public Mailbox get(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("a mailbox is named with 1 to 128 of A-Z a-z 0-9 _ -");
        }
        return new Mailbox(this, name);
    }

    /** Returns the plug that serves them to those whom {@code access} allows, with the defaults. */
    public MailboxPlug plug(Access access) {
        return plug(access, serving -> serving);
    }

    /** Returns the plug that serves them to those whom {@code access} allows. */
    public MailboxPlug plug(Access access, UnaryOperator<MailboxOptions> serving) {
        return new MailboxPlug(this, access, serving.apply(MailboxOptions.DEFAULT));
    }

    /** Ends what runs in the background; messages in a shared store live on. Stop the server first. */
    @Override
    public void close() {
        deadlines.close();
        store.close();
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    Message send(String name, String contentType, Bytes body) {
        if (body.size() > limits().messageBytes()) {
            throw new IllegalArgumentException("a message has at most " + limits().messageBytes()
                    + " bytes, this one has " + body.size() + ": send where it can be fetched instead");
        }
        var message = new Message(ids.next(), contentType, body, options.clock().instant());
        MailboxStore.Pushed pushed = store.push(name, message);
        if (pushed != MailboxStore.Pushed.ACCEPTED) {
            happened(new MailboxEvent.Refused(name, pushed));
            throw new MailboxFullException(pushed == MailboxStore.Pushed.FULL
                    ? "mailbox " + name + " is full: send again when somebody has fetched from it"
                    : "there are " + limits().names() + " mailboxes: send again when one of them is empty");
        }
        happened(new MailboxEvent.Accepted(name, message.id()));
        return message;
    }

    Set<String> acknowledge(String name, List<String> ids) {
        Set<String> known = store.acknowledge(name, ids);
        known.forEach(id -> happened(new MailboxEvent.Acknowledged(name, id)));
        return known;
    }

    MailboxStore store() {
        return store;
    }

    Lines lines() {
        return lines;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    MailboxLimits limits() {
        return options.limits();
    }

    void happened(MailboxEvent event) {
        try {
            options.monitor().accept(event);
        } catch (RuntimeException e) {
            System.getLogger(Mailboxes.class.getName()).log(Level.WARNING, "the monitor of mailboxes failed",
                    e);
        }
    }

    private final class Wakes implements MailboxStore.Node {
        @Override
        public void waiting(String name) {
            lines.wake(name);
        }

        @Override
        public void happened(MailboxEvent event) {
            Mailboxes.this.happened(event);
        }
    }
}
