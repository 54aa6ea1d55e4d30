package io.pastelli.push.bayeux.extension;

import java.util.ArrayDeque;
import java.util.Deque;

/** The numbers of the last events that a session got of one channel: none comes twice. */
final class Replayed {
    private final int most;
    private final Deque<Long> numbers = new ArrayDeque<>(); // guarded by this

    Replayed(int most) {
        this.most = most;
    }

    /** Notes a number; false when it was there. */
    synchronized boolean first(long number) {
        if (numbers.contains(number)) {
            return false;
        }
        numbers.add(number);
        if (numbers.size() > most) {
            numbers.poll();
        }
        return true;
    }
}
