package io.pastelli.owner;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A bounded queue. Guarded by its owner's monitor. */
final class Mailbox {
    private final int limit;
    private final ArrayDeque<Object> messages = new ArrayDeque<>(4);

    Mailbox(int limit) {
        this.limit = limit;
    }

    boolean add(Object message) {
        return messages.size() < limit && messages.add(message);
    }

    @Nullable
    Object poll() {
        return messages.poll();
    }
}
