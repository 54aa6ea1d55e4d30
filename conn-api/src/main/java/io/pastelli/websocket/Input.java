package io.pastelli.websocket;

import io.pastelli.http.Bytes;
import io.pastelli.owner.Intake;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * The way in: reads and decodes on the I/O thread, and keeps what the handler has yet to see.
 *
 * <p>
 * When as much waits as is allowed it reads no more, which TCP (or the stream's window) tells the client; the handler's
 * thread reads on when half of it is handled.
 *
 * <p>
 * <b>Threading:</b> any thread calls {@link #readable}; one at a time reads, the others leave it to that one. The queue
 * is guarded by this object's monitor, under which nothing else is called.
 */
final class Input implements Incoming, Intake {
    private final WebSocketSession session;
    private final Transport transport;
    private final WebSocketOptions options;
    private final FrameDecoder decoder;
    private final Runnable readable = this::readable;
    private volatile long heard;
    // of the one that reads
    private boolean blind;
    private long discarded;
    // guarded by this
    private final ArrayDeque<Event> queue = new ArrayDeque<>(2);
    private long queued;
    private boolean reading;
    private boolean again;
    private boolean paused;
    private boolean ended;
    private boolean dropped;

    Input(WebSocketSession session, Transport transport, WebSocketOptions options,
            Optional<Compression> agreed) {
        this.session = session;
        this.transport = transport;
        this.options = options;
        this.decoder = new FrameDecoder(options, agreed, this);
        this.heard = transport.time().nanos();
        queue.add(new Event.Open(0));
    }

    /** When the client was heard last; now, while it is us who do not listen. */
    long heard(long now) {
        synchronized (this) {
            return paused ? now : heard;
        }
    }

    /** Reads what there is, and asks to be called when there is more. */
    void readable() {
        synchronized (this) {
            again = reading;
            if (reading || ended) {
                return;
            }
            reading = true;
        }
        byte[] buffer = transport.borrow();
        boolean more = true;
        while (more) {
            readAll(buffer);
            synchronized (this) {
                more = again && !ended;
                again = false;
                reading = more;
            }
        }
        transport.giveBack(buffer);
    }

    private void readAll(byte[] buffer) {
        while (!full()) {
            int count;
            try {
                count = transport.read(buffer);
            } catch (IOException e) {
                end();
                transport.broken(e);
                session.wireBroken();
                return;
            }
            if (count == 0) {
                transport.onReadable(readable);
                return;
            }
            if (count < 0) {
                end();
                session.inputEnded();
                return;
            }
            heard = transport.time().nanos();
            take(buffer, count);
        }
    }

    private void take(byte[] buffer, int count) {
        if (blind) {
            discarded += count;
            if (discarded > options.maxMessage()) {
                end();
                session.wireBroken();
            }
            return;
        }
        try {
            decoder.decode(buffer, 0, count);
            transport.owner().ready();
        } catch (WebSocketException e) {
            blind = true;
            decoder.close();
            session.violated(e);
        }
    }

    private void end() {
        decoder.close();
        synchronized (this) {
            ended = true;
        }
    }

    private synchronized boolean full() {
        paused = !ended && !dropped
                && (queue.size() >= options.maxQueued() || queued >= options.maxMessage());
        return paused || ended;
    }

    /** The handler is about to take another message: reads on where there is room again. */
    void resume() {
        synchronized (this) {
            if (!paused || queue.size() > options.maxQueued() / 2 || queued > options.maxMessage() / 2) {
                return;
            }
            paused = false;
            heard = transport.time().nanos();
        }
        readable();
    }

    /** Forgets what waits and what will come, but for the opening and the close frame. */
    void drop() {
        boolean stopped;
        synchronized (this) {
            stopped = paused;
            dropped = true;
            paused = false;
            queue.removeIf(event -> !(event instanceof Event.Open));
            queued = 0;
        }
        if (stopped) {
            Thread.startVirtualThread(readable);
        }
    }

    @Override
    public synchronized Optional<Object> poll() {
        Event next = queue.poll();
        if (next == null) {
            return Optional.empty();
        }
        queued -= next.bytes();
        return Optional.of(next);
    }

    @Override
    public void text(String text, int bytes) {
        add(new Event.Text(text, bytes));
    }

    @Override
    public void binary(Bytes bytes) {
        add(new Event.Binary(bytes, bytes.size()));
    }

    @Override
    public void ping(Bytes payload) {
        session.pong(payload);
        add(new Event.Ping(payload, payload.size()));
    }

    @Override
    public void pong(Bytes payload) {
        add(new Event.Pong(payload, payload.size()));
    }

    @Override
    public void close(CloseStatus status) {
        blind = true;
        decoder.close();
        session.clientCloses(status);
    }

    private synchronized void add(Event event) {
        if (!dropped) {
            queue.add(event);
            queued += event.bytes();
        }
    }
}
