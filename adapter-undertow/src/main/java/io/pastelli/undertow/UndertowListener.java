package io.pastelli.undertow;

import io.pastelli.adapter.Listener;
import io.pastelli.adapter.Receiver;
import io.pastelli.adapter.Settings;
import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * A running Undertow.
 *
 * <p>
 * <b>Threading:</b> as {@link Listener} says.
 */
final class UndertowListener implements Listener {
    private static final System.Logger LOG = System.getLogger(UndertowAdapter.class.getName());
    private static final int STOP_SECONDS = 3;

    private final XnioWorker worker;
    private final Wiring wiring;
    private final AcceptingChannel<StreamConnection> acceptor;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private UndertowListener(XnioWorker worker, Wiring wiring, AcceptingChannel<StreamConnection> acceptor) {
        this.worker = worker;
        this.wiring = wiring;
        this.acceptor = acceptor;
        this.port = acceptor.getLocalAddress(InetSocketAddress.class).getPort();
    }

    static UndertowListener start(Settings settings, Receiver receiver, SelfTest selfTest)
            throws IOException {
        Quiet.keep();
        var address = new InetSocketAddress(settings.host(), settings.port());
        if (address.isUnresolved()) {
            throw new IOException(
                    "host " + settings.host() + " is not known: listen on an address of this machine");
        }
        XnioWorker worker = Xnio.getInstance(Undertow.class.getClassLoader()).createWorker(OptionMap.builder()
                .set(Options.WORKER_NAME, "pastelli-undertow")
                .set(Options.WORKER_IO_THREADS, Math.max(2, Runtime.getRuntime().availableProcessors()))
                .set(Options.WORKER_TASK_CORE_THREADS, 1).set(Options.WORKER_TASK_MAX_THREADS, 1).getMap());
        try {
            var wiring = new Wiring(settings, receiver);
            if (!selfTest.passes(worker)) {
                wiring.neverWatch();
                LOG.log(System.Logger.Level.WARNING,
                        "this Undertow does not tell when a client leaves: departures are"
                                + " found by writes only, so let streams send heartbeats (undertow-core 2.4.4.Final tells)");
            }
            return new UndertowListener(worker, wiring, wiring.accept(worker, address));
        } catch (IOException | RuntimeException e) {
            worker.shutdownNow();
            throw e;
        }
    }

    @Override
    public int port() {
        return port;
    }

    /** Returns how many connections are open, for tests. */
    int connections() {
        return wiring.loops().stream().mapToInt(Loop::size).sum();
    }

    @Override
    public void pause() {
        wiring.pause(); // first: whoever sees the port closed sees responses that say close, too
        IoUtils.safeClose(acceptor);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        wiring.close();
        IoUtils.safeClose(acceptor);
        var done = new CountDownLatch(wiring.loops().size());
        wiring.loops().forEach(loop -> loop.execute(done::countDown));
        try {
            boolean all = done.await(STOP_SECONDS, TimeUnit.SECONDS);
            worker.shutdown();
            if (!all || !worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                worker.shutdownNow();
                LOG.log(System.Logger.Level.WARNING, "an I/O thread of port " + port + " did not stop within "
                        + STOP_SECONDS + " s: look for a handler that blocks it");
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
