package io.pastelli.undertow;

import io.pastelli.adapter.Adapter;
import io.pastelli.adapter.Listener;
import io.pastelli.adapter.Receiver;
import io.pastelli.adapter.Settings;
import java.io.IOException;

/**
 * Pastelli on Undertow: HTTP/1.0, HTTP/1.1 and HTTP/2, over TLS or not.
 *
 * <p>
 * XNIO, on which Undertow stands, accepts, holds the sockets and runs the I/O threads; Undertow's HPACK codes the fields of
 * HTTP/2. Heads, bodies and frames are read and written here, byte for byte as on every other adapter, and TLS goes
 * through the JDK's engine: Undertow's own parser answers an empty 400 where we owe a 414, 431 or 505, its chunk reader
 * takes what the RFC forbids, and its source stops reading while a request runs, so that nobody would see a client go.
 *
 * <p>
 * <b>Threading:</b> any thread may call any method; each call of {@link #listen} is a server of its own.
 */
public final class UndertowAdapter implements Adapter {
    private final SelfTest selfTest;

    /** Makes the adapter; for {@link java.util.ServiceLoader}. */
    public UndertowAdapter() {
        this(SelfTest.REAL);
    }

    /** Makes an adapter for tests, with a self-test of theirs. */
    UndertowAdapter(SelfTest selfTest) {
        this.selfTest = selfTest;
    }

    @Override
    public String name() {
        return "undertow";
    }

    @Override
    public Listener listen(Settings settings, Receiver receiver) throws IOException {
        return UndertowListener.start(settings, receiver, selfTest);
    }
}
