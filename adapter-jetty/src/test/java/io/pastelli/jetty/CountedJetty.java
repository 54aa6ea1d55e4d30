package io.pastelli.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Adapter;
import io.pastelli.adapter.Listener;
import io.pastelli.adapter.Receiver;
import io.pastelli.adapter.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.ArrayByteBufferPool;

/** Jetty that remembers who has taken a buffer from its pool, under a name of its own. */
public final class CountedJetty implements Adapter {
    private static final AtomicReference<ArrayByteBufferPool.Tracking> LATEST = new AtomicReference<>();

    /**
     * Fails as long as a buffer of the server that was started last is in use. The buffer of a head of HTTP/2 that goes on
     * when its connection ends is not counted: Jetty never gives it back, so it is for the garbage collector.
     */
    static void assertNoBufferInUse() {
        assertThat(LATEST.get().getLeaks()).as("buffers in use").allMatch(CountedJetty::ofAnOpenHead);
    }

    private static boolean ofAnOpenHead(ArrayByteBufferPool.Tracking.TrackedBuffer buffer) {
        return Arrays.stream(buffer.getAcquireStack().getStackTrace())
                .anyMatch(frame -> frame.getClassName().endsWith(".HeaderBlockFragments"));
    }

    @Override
    public String name() {
        return "jetty-counted";
    }

    @Override
    public Listener listen(Settings settings, Receiver receiver) throws IOException {
        var buffers = new ArrayByteBufferPool.Tracking();
        LATEST.set(buffers);
        return new JettyAdapter(false, Duration.ofSeconds(2), buffers).listen(settings, receiver);
    }
}
