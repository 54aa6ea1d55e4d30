package io.pastelli.undertow;

import io.pastelli.adapter.Receiver;
import io.pastelli.adapter.Settings;
import io.pastelli.tls.Tls;
import io.pastelli.tls.TlsSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.xnio.ChannelListeners;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * Accepts connections and gives each, once its protocol is known, to who speaks that: on XNIO, as Undertow's own builder
 * does, but without its listeners.
 *
 * <p>
 * <b>Threading:</b> connections come in on their I/O threads; any thread may call {@link #loops}.
 */
class Wiring {
    private static final int BACKLOG = 4096;
    private static final String H2 = "h2";
    private static final byte[] NOTHING = new byte[0];

    private final Settings settings;
    private final Receiver receiver;
    private final ProbeTimes probeTimes;
    private final Map<XnioIoThread, Loop> loops = new ConcurrentHashMap<>();
    private volatile boolean watches = true;
    private volatile boolean paused;
    private volatile boolean closed;

    Wiring(Settings settings, Receiver receiver) {
        this.settings = settings;
        this.receiver = receiver;
        this.probeTimes = new ProbeTimes(settings.keepAlive());
    }

    /** Binds and accepts. */
    AcceptingChannel<StreamConnection> accept(XnioWorker worker, InetSocketAddress address)
            throws IOException {
        OptionMap.Builder options = OptionMap.builder().set(Options.TCP_NODELAY, true)
                .set(Options.KEEP_ALIVE, true)
                .set(Options.REUSE_ADDRESSES, true).set(Options.BACKLOG, BACKLOG);
        if (settings.sendBuffer() > 0) {
            options.set(Options.SEND_BUFFER, settings.sendBuffer());
        }
        AcceptingChannel<StreamConnection> acceptor = worker.createStreamConnectionServer(address,
                ChannelListeners.openListenerAdapter(this::open), options.getMap());
        acceptor.resumeAccepts();
        return acceptor;
    }

    Collection<Loop> loops() {
        return loops.values();
    }

    /** Switches the watch off for all connections to come. */
    void neverWatch() {
        watches = false;
        loops.values().forEach(Loop::neverWatch);
    }

    /** Lets running exchanges end and nothing begin. */
    void pause() {
        paused = true;
        loops.values().forEach(Loop::pause);
    }

    /** Closes every connection. */
    void close() {
        closed = true;
        loops.values().forEach(Loop::close);
    }

    void open(StreamConnection stream) {
        Loop loop = loops.computeIfAbsent(stream.getIoThread(), io -> new Loop(io, settings, receiver));
        if (!watches) {
            loop.neverWatch();
        }
        if (closed) { // this one was accepted as the server stopped, on a loop that may be new
            loop.close();
        } else if (paused) {
            loop.pause();
        }
        probeTimes.set(stream);
        Tls tls = settings.tls().orElse(null);
        if (tls != null) {
            new TlsHandshake(stream, loop, engine(tls), (session, protocol) -> speak(stream, loop,
                    Optional.of(session), NOTHING, protocol.equals(H2))).start();
        } else if (settings.http2().clearText()) {
            new FirstBytes(stream, loop,
                    (bytes, http2) -> speak(stream, loop, Optional.empty(), bytes, http2))
                    .start();
        } else {
            speak(stream, loop, Optional.empty(), NOTHING, false);
        }
    }

    private void speak(StreamConnection stream, Loop loop, Optional<TlsSession> tls, byte[] first,
            boolean http2) {
        if (http2) {
            new Http2Connection(stream, loop, tls, first).start();
        } else {
            new Http1Connection(stream, loop, tls, first).start();
        }
    }

    private SSLEngine engine(Tls tls) {
        SSLParameters parameters = tls.parameters();
        parameters.setApplicationProtocols(
                settings.http2().overTls() ? new String[]{H2, "http/1.1"} : new String[]{"http/1.1"});
        SSLEngine engine = tls.context().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(parameters);
        return engine;
    }
}
