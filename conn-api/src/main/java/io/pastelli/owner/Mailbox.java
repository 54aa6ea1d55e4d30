package io.pastelli.owner;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A bounded queue that costs nothing until the first message. Guarded by its owner's monitor. */
final class Mailbox {
    private final int limit;
    private @Nullable ArrayDeque<Object> messages;

    Mailbox(int limit) {
        this.limit = limit;
    }

    boolean add(Object message) {
        if (messages == null) {
            messages = new ArrayDeque<>(4);
        }
        return messages.size() < limit && messages.add(message);
    }

    @Nullable
    Object poll() {
        return messages == null ? null : messages.poll();
    }
}
