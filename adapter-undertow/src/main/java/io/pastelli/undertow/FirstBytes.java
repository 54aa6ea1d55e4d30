package io.pastelli.undertow;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.xnio.StreamConnection;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Finds out from the first bytes of a connection without TLS whether its client speaks HTTP/2 ("prior knowledge", RFC
 * 9113 section 3.3).
 *
 * <p>
 * <b>Threading:</b> the connection's I/O thread only.
 */
final class FirstBytes implements Tenant {
    private final StreamConnection stream;
    private final Loop loop;
    private final BiConsumer<byte[], Boolean> found;
    private final StreamSourceConduit source;
    private final long deadline;
    private byte[] bytes = new byte[0];
    private boolean over;

    /** Begins; {@code found} is told the bytes and whether they begin HTTP/2. */
    FirstBytes(StreamConnection stream, Loop loop, BiConsumer<byte[], Boolean> found) {
        this.stream = stream;
        this.loop = loop;
        this.found = found;
        this.source = stream.getSourceChannel().getConduit();
        this.deadline = System.nanoTime() + loop.settings().timeouts().head().toNanos();
        loop.add(this);
    }

    void start() {
        stream.setCloseListener(closed -> loop.later(this::close));
        stream.getSourceChannel().setReadListener(readable -> read());
        source.resumeReads();
        read();
    }

    private void read() {
        if (over) {
            return;
        }
        try {
            var in = loop.scratch();
            int count = source.read(in);
            if (count < 0) {
                close();
            } else if (count > 0) {
                int before = bytes.length;
                bytes = Arrays.copyOf(bytes, before + count);
                in.flip().get(bytes, before, count);
                decide();
            }
        } catch (IOException e) {
            close();
        }
    }

    private void decide() {
        byte[] preface = FrameReader.PREFACE;
        int count = Math.min(bytes.length, preface.length);
        boolean alike = Arrays.equals(bytes, 0, count, preface, 0, count);
        if (!alike || count == preface.length) {
            over = true;
            loop.remove(this);
            source.suspendReads();
            found.accept(bytes, alike);
        }
    }

    private void close() {
        if (!over) {
            over = true;
            loop.remove(this);
            source.suspendReads();
            loop.closeElsewhere(stream, false);
        }
    }

    @Override
    public boolean overdue(long now) {
        return now - deadline > 0;
    }

    @Override
    public void timedOut() {
        close();
    }

    @Override
    public void pause() {
        if (bytes.length == 0) {
            close();
        }
    }

    @Override
    public void shutDown() {
        close();
    }
}
