package io.pastelli.push.mailbox;

import io.pastelli.http.Bytes;
import io.pastelli.push.mailbox.store.Lease;
import io.pastelli.push.mailbox.store.Message;
import java.util.List;

/**
 * One mailbox, as the server's own code uses it. It need not be made: it is there while something is in it.
 *
 * <p>
 * <b>Threading:</b> any thread may call any method; with a store on another machine, calls block for it.
 */
public final class Mailbox {
    private final Mailboxes boxes;
    private final String name;

    Mailbox(Mailboxes boxes, String name) {
        this.boxes = boxes;
        this.name = name;
    }

    /** Returns its name. */
    public String name() {
        return name;
    }

    /**
     * Puts a text at the end; when this returns, it will be delivered at least once, or be a dead letter, or expire.
     *
     * {@snippet :
     * import io.pastelli.push.mailbox.*;
     *
     * var boxes = Mailboxes.memory();
     * boxes.get("foobar").send("my totally awesome message");
     * }
     *
     * @throws MailboxFullException when there is no room
     * @throws IllegalArgumentException when it is longer than a message may be
     * @throws io.pastelli.push.mailbox.store.StoreUnavailableException when it is not known whether it was accepted
     */
    public Message send(String text) {
        return send(Message.TEXT, Bytes.of(text));
    }

    /** Puts anything at the end, like {@link #send(String)}. */
    public Message send(String contentType, Bytes body) {
        return boxes.send(name, contentType, body);
    }

    /** Returns how many messages wait, without those that are lent to somebody. */
    public long size() {
        return boxes.store().size(name);
    }

    /** Returns how many clients of this node wait for messages. */
    public int waiters() {
        return boxes.lines().waiting(name);
    }

    /** Forgets all messages, lent and dead ones too; returns how many. */
    public long purge() {
        return boxes.store().purge(name);
    }

    /** Returns the dead letters: messages that were delivered as often as the limits allow, and never acknowledged. */
    public List<Lease> deadLetters() {
        return boxes.store().deadLetters(name);
    }

    /** Puts the dead letters at the end, as if never delivered; returns how many. */
    public int revive() {
        return boxes.store().revive(name);
    }
}
