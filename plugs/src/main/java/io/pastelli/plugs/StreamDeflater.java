package io.pastelli.plugs;

import io.pastelli.conn.StreamCoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses one stream, each chunk flushed. The compressor and its memory outside the heap exist from the first chunk
 * to the end.
 *
 * <p>
 * <b>Threading:</b> any thread; guarded by this object's monitor, for the end may come while a chunk is written.
 */
final class StreamDeflater implements StreamCoding, AutoCloseable {
    private final ContentCoding coding;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Runnable firstUse = () -> {};
    // guarded by this
    private @Nullable DeflaterOutputStream deflating;
    private boolean closed;

    StreamDeflater(ContentCoding coding) {
        this.coding = coding;
    }

    /** Says what to do once there is something to close. */
    void onFirstUse(Runnable action) {
        firstUse = action;
    }

    @Override
    public synchronized ByteBuffer code(ByteBuffer chunk, boolean last) {
        if (closed) {
            return ByteBuffer.allocate(0); // nobody reads any more
        }
        if (deflating == null) {
            deflating = coding.into(out);
            if (!last) {
                firstUse.run();
            }
        }
        var bytes = new byte[chunk.remaining()];
        chunk.get(bytes);
        try {
            deflating.write(bytes);
            if (last) {
                close();
            } else {
                deflating.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteBuffer coded = ByteBuffer.wrap(out.toByteArray());
        out.reset();
        return coded;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (deflating != null) {
            try {
                deflating.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
