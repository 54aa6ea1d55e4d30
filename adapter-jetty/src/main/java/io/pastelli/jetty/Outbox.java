package io.pastelli.jetty;

import io.pastelli.adapter.Completion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/**
 * What a stream writes, one after the other; each completion is told once. A failure need not wait for Jetty, which drops
 * the frames of a stream that is reset when it comes to them.
 *
 * <p>
 * <b>Threading:</b> safe for use by many threads; frames are sent and completions told with no lock held.
 */
final class Outbox {
    /** Gives frames to Jetty. */
    interface Frames {
        void send(Callback callback);
    }

    private record Write(Frames frames, Completion completion) {}

    private final Deque<Write> queue = new ArrayDeque<>(); // guarded by this; the first is being written
    private @Nullable Throwable broken; // guarded by this

    /** Writes when all before it is written. */
    void add(Frames frames, Completion completion) {
        var write = new Write(frames, completion);
        Throwable failure;
        boolean first;
        synchronized (this) {
            failure = broken;
            first = queue.isEmpty();
            if (failure == null) {
                queue.add(write);
            }
        }
        if (failure != null) {
            completion.failed(failure);
        } else if (first) {
            send(write);
        }
    }

    /** Returns the number of writes that are not done. */
    synchronized int size() {
        return queue.size();
    }

    /** Fails all writes, those to come too. */
    void fail(Throwable cause) {
        List<Write> failed;
        synchronized (this) {
            if (broken == null) {
                broken = cause;
            }
            failed = new ArrayList<>(queue);
            queue.clear();
        }
        failed.forEach(write -> write.completion().failed(cause));
    }

    private void send(Write write) {
        write.frames().send(Callback.from(InvocationType.NON_BLOCKING, () -> done(write), this::fail));
    }

    private void done(Write write) {
        Write next;
        synchronized (this) {
            if (queue.peek() != write) {
                return; // failed meanwhile
            }
            queue.remove();
            next = queue.peek();
        }
        write.completion().done();
        if (next != null) {
            send(next);
        }
    }
}
