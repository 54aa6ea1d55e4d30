package io.pastelli.jetty;

import io.pastelli.adapter.Exits;
import io.pastelli.owner.Exit;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The read side of one connection, before TLS or after it, shared by the parser and the departure watch: what the watch has read goes to the parser
 * first, so no byte is lost and none overtakes another.
 *
 * <p>
 * <b>Threading:</b> safe for use by many threads; nothing blocks.
 */
final class ReadAhead {
    /** Where the bytes come from. */
    interface Source {
        /** Reads into the free space of {@code into}: 0 when there is nothing now, −1 at the end. */
        int read(ByteBuffer into) throws IOException;
    }

    private static final int STEP = 1024;

    private final Source source;
    private final int bound;
    private @Nullable ByteBuffer kept; // ready to be read from, or null when there is nothing
    private Ending ending = Ending.NONE;

    /** Makes one that keeps at most {@code bound} bytes. */
    ReadAhead(Source source, int bound) {
        this.source = source;
        this.bound = bound;
    }

    /** Reads into the free space of {@code into}: what was kept, else what the source has; −1 at the end. */
    synchronized int read(ByteBuffer into) {
        ByteBuffer from = kept;
        if (from != null) {
            int count = Math.min(from.remaining(), into.remaining());
            into.put(from.slice(from.position(), count));
            from.position(from.position() + count);
            if (!from.hasRemaining()) {
                kept = null;
            }
            return count;
        }
        return receive(into);
    }

    /** Reads what the source has and keeps it, up to the bound. */
    synchronized void look() {
        while (ending == Ending.NONE && size() < bound) {
            ByteBuffer step = ByteBuffer.allocate(Math.min(STEP, bound - size()));
            int count = receive(step);
            if (count <= 0) {
                return;
            }
            keep(step.flip());
        }
    }

    /** Reads what the source has and forgets it. */
    synchronized void discard() {
        kept = null;
        ByteBuffer scratch = ByteBuffer.allocate(8 * STEP);
        for (int turn = 0; turn < 8 && receive(scratch.clear()) == scratch.capacity(); turn++) {
            // the next turn reads on; the selector calls again for the rest
        }
    }

    /** Notes that the source has ended, found by other means than a read. */
    synchronized void end() {
        if (ending == Ending.NONE) {
            ending = Ending.FIN;
        }
    }

    /** Tells whether a read would find bytes or the end here, of which the selector says nothing any more. */
    synchronized boolean pending() {
        return kept != null || ending != Ending.NONE;
    }

    /** Tells whether the bound is reached: the end may lie unseen behind the bytes. */
    synchronized boolean full() {
        return size() >= bound;
    }

    synchronized Ending ending() {
        return ending;
    }

    private int receive(ByteBuffer into) {
        if (ending != Ending.NONE) {
            return -1;
        }
        try {
            int count = source.read(into);
            if (count < 0) {
                ending = Ending.FIN;
            }
            return count;
        } catch (IOException e) {
            ending = Exits.of(e) instanceof Exit.TimedOut ? Ending.SILENT : Ending.RESET;
            return -1;
        }
    }

    private int size() {
        ByteBuffer held = kept;
        return held == null ? 0 : held.remaining();
    }

    private void keep(ByteBuffer more) {
        ByteBuffer held = kept;
        kept = held == null
                ? more
                : ByteBuffer.allocate(held.remaining() + more.remaining()).put(held).put(more).flip();
    }
}
