package io.pastelli.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Adapter;
import io.pastelli.adapter.Listener;
import io.pastelli.adapter.Receiver;
import io.pastelli.adapter.Settings;
import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Undertow that counts the pooled buffers in use, under a name of its own. */
public final class CountedUndertow implements Adapter {
    private static final AtomicReference<AtomicInteger> LATEST = new AtomicReference<>(new AtomicInteger());

    /** Fails as long as a buffer of the server that was started last is in use. */
    static void assertNoBufferInUse() {
        assertThat(LATEST.get().get()).as("buffers in use").isZero();
    }

    @Override
    public String name() {
        return "undertow-counted";
    }

    @Override
    public Listener listen(Settings settings, Receiver receiver) throws IOException {
        var inUse = new AtomicInteger();
        LATEST.set(inUse);
        return new UndertowAdapter(SelfTest.REAL, () -> new Counted(Wiring.buffers(), inUse))
                .listen(settings, receiver);
    }

    private record Counted(ByteBufferPool of, AtomicInteger inUse) implements ByteBufferPool {
        @Override
        public PooledByteBuffer allocate() {
            return new InUse(of.allocate(), inUse);
        }

        @Override
        public ByteBufferPool getArrayBackedPool() {
            return this; // the parser's pool is one
        }

        @Override
        public void close() {
            of.close();
        }

        @Override
        public int getBufferSize() {
            return of.getBufferSize();
        }

        @Override
        public boolean isDirect() {
            return of.isDirect();
        }
    }

    private static final class InUse implements PooledByteBuffer {
        private final PooledByteBuffer of;
        private final AtomicInteger count;
        private final AtomicBoolean closed = new AtomicBoolean();

        InUse(PooledByteBuffer of, AtomicInteger count) {
            this.of = of;
            this.count = count;
            count.incrementAndGet();
        }

        @Override
        public ByteBuffer getBuffer() {
            return of.getBuffer();
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                count.decrementAndGet();
            }
            of.close();
        }

        @Override
        public boolean isOpen() {
            return of.isOpen();
        }
    }
}
