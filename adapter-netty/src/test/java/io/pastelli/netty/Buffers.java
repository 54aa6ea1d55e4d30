package io.pastelli.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.util.LeakPresenceDetector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the buffers of Netty, and what else it counts references of, that are in use in this JVM; the build makes it
 * Netty's leak detector.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
public final class Buffers<T> extends LeakPresenceDetector<T> {
    private static final ResourceScope OF_SERVERS = new ResourceScope("contexts of TLS and their keys");
    private static volatile ResourceScope buffers = new ResourceScope("buffers");

    private final boolean ofServer;

    /** Makes the detector for one kind of resource; Netty does. */
    @SuppressWarnings("deprecation") // the one that Netty has its detectors call
    public Buffers(Class<?> kind, int interval) {
        super(kind);
        this.ofServer = !ByteBuf.class.isAssignableFrom(kind);
    }

    /** Makes the detector for one kind of resource; Netty asks for this one first. */
    public Buffers(Class<?> kind, int interval, long unused) {
        this(kind, interval);
    }

    @Override
    protected ResourceScope currentScope() {
        return ofServer ? OF_SERVERS : buffers;
    }

    /** Begins to count anew: what was leaked before is told already. */
    static void begin() {
        buffers = new ResourceScope("buffers");
    }

    /** Fails when a buffer is in use. */
    static void assertNoneInUse() {
        assertThat(buffers.hasOpenResources()).as("buffers are in use").isFalse();
    }

    /** Fails when anything is still in use in a second: a server that stops gives some back as its event loops end. */
    static void assertNothingLeft() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while ((buffers.hasOpenResources() || OF_SERVERS.hasOpenResources())
                && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(1_000_000);
        }
        assertNoneInUse();
        assertThat(OF_SERVERS.hasOpenResources()).as("contexts of TLS are in use").isFalse();
    }
}
