package io.pastelli.undertow;

import io.pastelli.adapter.Adapter;
import io.pastelli.adapter.Listener;
import io.pastelli.adapter.Receiver;
import io.pastelli.adapter.Settings;
import io.undertow.connector.ByteBufferPool;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Pastelli on Undertow: HTTP/1.0, HTTP/1.1 and HTTP/2, over TLS or not.
 *
 * <p>
 * Undertow accepts, keeps the connections, dispatches and re-arms them between requests; heads and bodies are read and
 * written here, byte for byte as on every other adapter, because Undertow's own parser answers an empty 400 where we
 * owe a 414, 431 or 505, its chunk reader takes what the RFC forbids, and its source stops reading while a request
 * runs, so that nobody would see a client go. For such reasons TLS goes through the JDK's engine by conduits of our own,
 * and HTTP/2 has frames of our own on Undertow's HPACK.
 *
 * <p>
 * <b>Threading:</b> any thread may call any method; each call of {@link #listen} is a server of its own.
 */
public final class UndertowAdapter implements Adapter {
    private final SelfTest selfTest;
    private final Supplier<ByteBufferPool> buffers;

    /** Makes the adapter; for {@link java.util.ServiceLoader}. */
    public UndertowAdapter() {
        this(SelfTest.REAL, Wiring::buffers);
    }

    /** Makes an adapter for tests: with a self-test of theirs, and a pool of buffers for each listener. */
    UndertowAdapter(SelfTest selfTest, Supplier<ByteBufferPool> buffers) {
        this.selfTest = selfTest;
        this.buffers = buffers;
    }

    @Override
    public String name() {
        return "undertow";
    }

    @Override
    public Listener listen(Settings settings, Receiver receiver) throws IOException {
        return UndertowListener.start(settings, receiver, selfTest, buffers.get());
    }
}
