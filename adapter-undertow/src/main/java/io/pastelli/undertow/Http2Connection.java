package io.pastelli.undertow;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Exits;
import io.pastelli.adapter.Peer;
import io.pastelli.adapter.Refusal;
import io.pastelli.adapter.Settings;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import io.pastelli.tls.TlsSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.xnio.StreamConnection;
import org.xnio.conduits.StreamSourceConduit;

/**
 * One HTTP/2 connection with its streams. It is read all the time, for streams bound what they keep by their windows;
 * so whoever leaves is seen at once.
 *
 * <p>
 * The frames are ours, for Undertow's own channel says nothing of a RST_STREAM, ends the connection where we owe a 431,
 * and knows no extended CONNECT; HPACK is Undertow's.
 *
 * <p>
 * <b>Threading:</b> the I/O thread only, but for {@link #peer} and {@link #tls}.
 */
final class Http2Connection implements Tenant {
    private static final System.Logger LOG = System.getLogger(Http2Connection.class.getName());
    private static final int WINDOW = 1024 * 1024; // never the bottleneck: given back at once, streams bound the memory
    private static final int MOST_UNREAD = 64; // reads of up to 64 KiB
    private static final long LINGER = Duration.ofSeconds(2).toNanos();

    private enum State {
        OPEN, LINGER, CLOSED
    }

    private final Loop loop;
    private final Settings settings;
    private final StreamConnection stream;
    private final StreamSourceConduit source;
    private final Optional<TlsSession> tls;
    private final Peer peer;
    private final HeaderCoder coder = new HeaderCoder();
    private final FrameReader reader;
    private final Http2Input input;
    private final Http2Output output;
    private final Http2Streams streams;
    private State state = State.OPEN;
    private boolean reading;
    private boolean leaving;
    private boolean outputEnded;
    private boolean pinged;
    private int received;
    private long window = Http2Codes.WINDOW;
    private long since = System.nanoTime(); // the last bytes, or the end of the last stream

    Http2Connection(StreamConnection stream, Loop loop, Optional<TlsSession> tls, byte[] first) {
        this.loop = loop;
        this.settings = loop.settings();
        this.stream = stream;
        this.source = stream.getSourceChannel().getConduit();
        this.tls = tls;
        this.peer = new Peer(stream.getPeerAddress(InetSocketAddress.class),
                stream.getLocalAddress(InetSocketAddress.class));
        this.reader = new FrameReader(source, loop, first);
        this.streams = new Http2Streams(this, settings.http2().streams());
        this.input = new Http2Input(this, streams, coder, settings.limits(), settings.http2());
        this.output = new Http2Output(stream.getSinkChannel(), loop, this);
        loop.add(this);
    }

    void start() {
        stream.setCloseListener(closed -> loop.later(() -> lost(new Exit.ClientClosed(), false)));
        stream.getSourceChannel().setReadListener(readable -> read());
        output.send(Frames.settings(Http2Codes.MAX_CONCURRENT_STREAMS, settings.http2().streams(),
                Http2Codes.ENABLE_CONNECT_PROTOCOL, 1));
        output.send(Frames.windowUpdate(0, WINDOW - Http2Codes.WINDOW));
        window = WINDOW;
        source.resumeReads();
        read();
        if (loop.paused()) {
            pause();
        }
    }

    boolean open() {
        return state != State.CLOSED;
    }

    boolean accepting() {
        return state == State.OPEN;
    }

    boolean reading() {
        return reading;
    }

    boolean leaving() {
        return leaving;
    }

    Loop loop() {
        return loop;
    }

    Http2Output output() {
        return output;
    }

    Http2Input input() {
        return input;
    }

    Http2Streams streams() {
        return streams;
    }

    Optional<TlsSession> tls() {
        return tls;
    }

    Peer peer() {
        return peer;
    }

    private void read() {
        if (state == State.LINGER) {
            discard();
        }
        if (state != State.OPEN) {
            return;
        }
        reading = true;
        int count;
        try {
            count = reader.read(input);
        } catch (Http2Error e) {
            reading = false;
            refuse(e);
            return;
        } catch (IOException e) {
            broken(e);
            return;
        } finally {
            reading = false;
        }
        if (count > 0) {
            pinged = false;
            since = System.nanoTime();
        }
        output.flush();
        if (count < 0 && open()) {
            source.suspendReads();
            lost(new Exit.ClientClosed(), false);
        }
    }

    private void discard() {
        try {
            if (source.read(loop.scratch()) < 0) {
                close(false);
            }
        } catch (IOException e) {
            close(false);
        }
    }

    /** Takes the bytes of a DATA frame from the connection's window, which is opened again at once. */
    void received(int size) throws Http2Error {
        window -= size;
        if (window < 0) {
            throw Http2Error.connection(Http2Codes.FLOW_CONTROL_ERROR, "more than the window allows");
        }
        received += size;
        if (received >= WINDOW / 2) {
            output.send(Frames.windowUpdate(0, received));
            window += received;
            received = 0;
        }
    }

    /** Sends the head of a response, final or not, with the next flush. */
    void head(int id, int status, Headers headers, boolean last, Completion told) {
        output.add(Frames.headers(id, coder.head(status, headers), last), told);
    }

    /** Sends the fields behind a body. */
    void trailers(int id, Headers headers) {
        output.send(Frames.headers(id, coder.trailers(headers), true));
    }

    void peerGoesAway() {
        leaving = true; // its streams go on
        streamEnded();
    }

    /** Goes on without a stream. */
    void streamEnded() {
        if (streams.none()) {
            since = System.nanoTime();
            if (leaving) {
                loop.later(this::lingerIfDone);
            }
        }
    }

    private void lingerIfDone() {
        if (state == State.OPEN && leaving && streams.none()) {
            linger();
        }
    }

    /** Everything is with the socket. */
    void flushed() {
        if (state == State.LINGER && !outputEnded) {
            outputEnded = true;
            try {
                output.end();
            } catch (IOException e) {
                close(false);
            }
        }
    }

    /** Ends the connection for what the client has done. */
    private void refuse(Http2Error error) {
        LOG.log(System.Logger.Level.DEBUG, "an HTTP/2 client is refused: {0}", error.getMessage());
        output.send(Frames.goAway(streams.last(), error.code(), String.valueOf(error.getMessage())));
        streams.gone(new Exit.ClientReset(OptionalLong.empty()));
        if (state == State.OPEN) {
            linger();
        }
    }

    /** Closes so that the client can read what was sent (RFC 9113 section 5.4.1). */
    private void linger() {
        state = State.LINGER;
        since = System.nanoTime();
        output.flush();
    }

    /** Reading or writing failed. */
    void broken(IOException cause) {
        lost(Exits.of(cause), true);
    }

    /** Writing failed: a client that had closed in order before is not one that broke off. */
    void unwritable(IOException cause) {
        Exit exit = Exits.of(cause);
        try {
            int count = source.read(loop.scratch());
            for (int round = 0; count > 0 && round < MOST_UNREAD; round++) {
                count = source.read(loop.scratch());
            }
            exit = count < 0 ? new Exit.ClientClosed() : exit;
        } catch (IOException e) {
            // broken off
        }
        lost(exit, true);
    }

    private void lost(Exit exit, boolean abort) {
        if (open()) {
            streams.gone(exit);
            close(abort);
        }
    }

    private void close(boolean abort) {
        if (!open()) {
            return;
        }
        state = State.CLOSED;
        loop.remove(this);
        source.suspendReads();
        if (!abort && !outputEnded && !output.stalled() && tls.isPresent()) {
            try {
                output.end();
            } catch (IOException e) {
                // the client has gone
            }
        }
        loop.closeElsewhere(stream, abort);
        streams.gone(new Exit.ClientClosed());
        output.fail(new IOException("the connection is closed"));
    }

    @Override
    public boolean overdue(long now) {
        return now - since > patience();
    }

    private long patience() {
        if (state == State.LINGER) {
            return LINGER;
        }
        if (!reader.begun() || input.inBlock()) {
            return settings.timeouts().head().toNanos();
        }
        if (streams.none()) {
            return settings.timeouts().idle().toNanos();
        }
        return settings.http2().ping().toNanos();
    }

    @Override
    public void timedOut() {
        if (state == State.LINGER) {
            close(false);
        } else if (!reader.begun() || input.inBlock()) {
            refuse(Http2Error.connection(Http2Codes.NO_ERROR, Refusal.LATE.sentence()));
        } else if (streams.none()) {
            pause();
        } else if (pinged) {
            lost(new Exit.TimedOut("ping"), true);
        } else {
            pinged = true;
            since = System.nanoTime();
            output.send(Frames.ping(since, false));
        }
    }

    @Override
    public void pause() {
        if (state == State.OPEN) {
            leaving = true;
            output.send(Frames.goAway(streams.last(), Http2Codes.NO_ERROR, ""));
            lingerIfDone();
        }
    }

    @Override
    public void shutDown() {
        streams.departAll(new Exit.Shutdown());
        if (state == State.OPEN) {
            output.send(Frames.goAway(streams.last(), Http2Codes.NO_ERROR, ""));
        }
        close(false);
    }
}
