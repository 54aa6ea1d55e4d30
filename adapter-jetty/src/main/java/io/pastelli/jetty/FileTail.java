package io.pastelli.jetty;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.FilePart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;

/**
 * A part of a file that the kernel takes without copying, behind the bytes of a write: at most 1 MiB a flush, so that
 * one fast client does not hold up a selector's others.
 *
 * <p>
 * <b>Threading:</b> one flush at a time, as Jetty sees to.
 */
final class FileTail {
    private static final long MOST_AT_ONCE = 1024 * 1024;

    private final FilePart part;
    private final Completion told;
    private volatile long sent;

    /** Makes one of {@code part}, which goes over, and tells how far it has come. */
    FileTail(FilePart part, Completion told) {
        this.part = part;
        this.told = told;
    }

    /**
     * Sends what the socket takes now.
     *
     * @return the number of bytes
     * @throws UncheckedIOException when the file cannot be read to its end
     */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one flush at a time
    long flush(SocketChannel socket) throws IOException {
        try {
            long most = Math.min(part.length() - sent, MOST_AT_ONCE);
            long count = part.file().transferTo(part.offset() + sent, most, socket);
            if (count > 0) {
                sent += count;
                told.progressed(count);
            } else if (part.shrank()) {
                throw FilePart.shrunk(); // nothing more will come, and the socket is not full
            }
            return count;
        } catch (IOException e) {
            if (part.fault(e, sent) instanceof UncheckedIOException ofFile) {
                throw ofFile;
            }
            throw e;
        }
    }

    /** Tells whether the socket has taken all. */
    boolean all() {
        return sent == part.length();
    }
}
