package io.pastelli.websocket;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import io.pastelli.owner.Owner;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One WebSocket from its opening handshake to its end, on any {@link Transport}. For the core.
 *
 * <p>
 * <b>Threading:</b> {@link #exited}, {@link #tick}, {@link #urgent} and {@link #lastWritten} come in on any thread and do
 * not block; the handler runs on the owner's thread only.
 */
public final class WebSocketSession implements WebSocket {
    private static final System.Logger LOG = System.getLogger(WebSocket.class.getName());

    private final Transport transport;
    private final WebSocketHandler handler;
    private final WebSocketOptions options;
    private final Optional<String> subprotocol;
    private final Optional<Compression> compression;
    private final Optional<Deflating> deflating;
    private final Farewell farewell;
    private final Input input;
    private final AtomicInteger steps = new AtomicInteger();
    private volatile long pinged;
    private volatile long handlerDeadline;
    private volatile boolean ending;
    private volatile boolean handlerDone;

    /** Makes a session; nothing is read before {@link #read}. */
    public WebSocketSession(Transport transport, WebSocketHandler handler, WebSocketOptions options,
            Handshake agreed) {
        this.transport = transport;
        this.handler = handler;
        this.options = options;
        this.subprotocol = agreed.subprotocol();
        this.compression = agreed.compression();
        this.deflating = compression.filter(Compression::ownTakeover)
                .map(each -> new Deflating(each.options().level()));
        this.farewell = new Farewell(options);
        this.input = new Input(this, transport, options, compression);
    }

    /** Begins to call the handler: the response to the handshake was handed over. */
    public void start() {
        owner().onMessage(this::handle, input);
        read();
    }

    /** The response to the handshake is out: reads once {@link #start} was called too, whichever comes first. */
    public void read() {
        if (steps.incrementAndGet() == 2) {
            input.readable();
        }
    }

    // --- the user's side

    @Override
    public MessageResult send(Message message) {
        return transport.write(frame(message));
    }

    @Override
    public Optional<MessageResult> trySend(Message message) {
        return transport.tryWrite(frame(message));
    }

    @Override
    public void ping(Bytes payload) {
        if (payload.size() > 125) {
            throw new IllegalArgumentException("a ping has at most 125 bytes, not " + payload.size());
        }
        farewell.ping(payload);
        transport.changed();
    }

    @Override
    public void close(CloseStatus status) {
        farewell.intend(status.requireSendable());
        owner().endGently(new Exit.Normal());
    }

    @Override
    public Owner owner() {
        return transport.owner();
    }

    @Override
    public Optional<String> subprotocol() {
        return subprotocol;
    }

    // --- the core's side

    /** The owner has ended: begins the farewell. Only the first call counts. */
    public void exited(Exit exit) {
        long now = transport.time().nanos();
        handlerDeadline = now + options.closeTimeout().toNanos();
        ending = true;
        if (!farewell.begin(exit, now)) {
            input.drop();
        }
        if (farewell.ended()) {
            wireBroken();
        }
        transport.changed();
        finishIfOver();
    }

    /** Keeps the deadlines; called from time to time. */
    public void tick(long now) {
        if (owner().exit().isEmpty()) {
            listen(now);
            return;
        }
        if (farewell.overdue(now)) {
            wireBroken();
        }
        transport.changed();
        if (ending && !handlerDone && now - handlerDeadline > 0) {
            owner().interrupt();
        }
    }

    private void listen(long now) {
        long silence = now - input.heard(now);
        if (silence > options.idleTimeout().toNanos()) {
            farewell.intend(new CloseStatus(1002, "nothing was heard for too long"));
            owner().end(new Exit.TimedOut("idle"));
            return;
        }
        long every = options.pingEvery().toNanos();
        if (every > 0 && silence > every && now - pinged > every) {
            pinged = now;
            ping(Bytes.empty());
        }
    }

    /** Returns a data frame as it goes out; called for each, in their order. */
    public ByteBuffer encode(ByteBuffer frame) {
        if (deflating.isEmpty()) {
            return frame;
        }
        var bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return ByteBuffer.wrap(deflating.get().compress(bytes));
    }

    private ByteBuffer frame(Message message) {
        return compression.isPresent() && deflating.isEmpty()
                ? message.compressed(compression.get().options())
                : message.frame();
    }

    /** Returns what is to be written before anything else. */
    public Optional<Transport.Piece> urgent() {
        return farewell.next();
    }

    /** Tells whether nothing can be sent any more. */
    public boolean over() {
        return farewell.over();
    }

    /** The last bytes of our direction were taken. */
    public void lastWritten() {
        farewell.lastWritten();
        finishIfOver();
    }

    /** Nothing can be written or read any more. */
    public void wireBroken() {
        farewell.giveUp();
        transport.cut();
        finishIfOver();
    }

    // --- the input's side

    void pong(Bytes payload) {
        farewell.pong(payload);
        transport.changed();
    }

    void clientCloses(CloseStatus status) {
        farewell.clientCloses(status);
        owner().endGently(new Exit.ClientClosed());
        transport.changed();
    }

    void inputEnded() {
        farewell.inputEnded();
        owner().end(new Exit.ClientClosed());
        transport.changed();
        finishIfOver();
    }

    void violated(WebSocketException cause) {
        farewell.violated();
        owner().endGently(new Exit.Failed(cause));
    }

    // --- the handler's side

    @SuppressWarnings("ReferenceEquality") // a message may be an exit too, of another owner
    private void handle(Object message) throws Exception {
        Exit exit = owner().exit().orElse(null);
        if (message == exit) {
            end(exit);
            return;
        }
        input.resume();
        if (exit instanceof Exit.Failed failed && !(failed.cause() instanceof WebSocketException)
                && !(message instanceof Event.Open)) {
            return; // nobody is called again after an error, but onOpen is always called
        }
        try {
            deliver(message);
        } catch (Exception | Error e) {
            boolean expected = e instanceof WebSocketException
                    || (e instanceof InterruptedException && owner().exit().isPresent());
            LOG.log(expected ? DEBUG : ERROR, "a WebSocket handler failed", e);
            throw e;
        }
    }

    private void deliver(Object message) throws Exception {
        switch (message) {
            case Event.Open open -> handler.onOpen(this);
            case Event.Text text -> handler.onText(this, text.text());
            case Event.Binary binary -> handler.onBinary(this, binary.payload());
            case Event.Ping ping -> handler.onPing(this, ping.payload());
            case Event.Pong pong -> handler.onPong(this, pong.payload());
            default -> handler.onMessage(this, message);
        }
    }

    private void end(Exit exit) {
        exited(exit); // this thread may be quicker than the one that tells
        farewell.drained(transport.time().nanos());
        transport.changed();
        try {
            handler.onClose(this, exit, farewell.told());
        } catch (Exception | Error e) {
            LOG.log(ERROR, "a WebSocket handler failed in onClose", e);
        } finally {
            handlerDone = true;
            finishIfOver();
        }
    }

    private void finishIfOver() {
        if (handlerDone && farewell.ended()) {
            deflating.ifPresent(Deflating::close);
            transport.finished();
        }
    }
}
