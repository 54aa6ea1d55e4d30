package io.pastelli.websocket;

import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Control frames, and the order of an end: what has arrived is handled, our close frame goes out, the client's comes in,
 * and the connection ends (RFC 6455 section 7.1). Each step has a deadline.
 *
 * <p>
 * <b>Threading:</b> any thread; guarded by this object's monitor, under which nothing else is called.
 */
final class Farewell {
    private enum Stage {
        /** Nobody has ended it. */
        OPEN,
        /** It has ended, and what arrived before is being handled. */
        DRAINING,
        /** Our close frame, if there is to be one, is on its way; nothing else is sent. */
        CLOSING,
        /** The connection is over, for us at least. */
        DONE
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final long patience;
    private Stage stage = Stage.OPEN;
    private @Nullable CloseStatus ours;
    private @Nullable CloseStatus theirs;
    private CloseStatus told = CloseStatus.ABNORMAL;
    private byte @Nullable [] ping;
    private byte @Nullable [] pong;
    private byte @Nullable [] closeFrame;
    private boolean violated;
    private boolean awaitsClient;
    private boolean inputEnded;
    private boolean lastTaken;
    private boolean lastWritten;
    private long deadline;

    Farewell(WebSocketOptions options) {
        this.patience = options.closeTimeout().toNanos();
    }

    synchronized void ping(Bytes payload) {
        ping = control(Opcode.PING, payload);
    }

    /** A pong answers the ping that came last (RFC 6455 section 5.5.3). */
    synchronized void pong(Bytes payload) {
        pong = control(Opcode.PONG, payload);
    }

    /** We mean to close; the first who means to decides the status. */
    synchronized void intend(CloseStatus status) {
        ours = ours == null ? status : ours;
    }

    synchronized void violated() {
        violated = true;
    }

    synchronized void clientCloses(CloseStatus status) {
        theirs = status;
    }

    synchronized void inputEnded() {
        inputEnded = true;
    }

    synchronized void lastWritten() {
        lastWritten = true;
    }

    /** Begins the end; tells whether what has arrived is to be handled. */
    synchronized boolean begin(Exit exit, long now) {
        boolean drains = violated || exit instanceof Exit.Shutdown || exit instanceof Exit.ClientClosed;
        if (stage != Stage.OPEN) {
            return drains;
        }
        deadline = now + patience;
        CloseStatus status = switch (exit) {
            case Exit.Normal n -> ours == null ? CloseStatus.NORMAL : ours;
            case Exit.ClientClosed c when theirs != null -> CloseStatus.NORMAL;
            case Exit.Shutdown s -> CloseStatus.GOING_AWAY;
            case Exit.Failed f when f.cause() instanceof WebSocketException e -> e.status();
            case Exit.Failed f -> CloseStatus.ERROR;
            case Exit.TimedOut t when ours != null -> ours;
            case Exit.ClientClosed c -> CloseStatus.ABNORMAL;
            case Exit.TimedOut t -> CloseStatus.ABNORMAL;
            case Exit.ClientReset r -> CloseStatus.ABNORMAL;
        };
        told = theirs != null && exit instanceof Exit.ClientClosed ? theirs : status;
        if (status.equals(CloseStatus.ABNORMAL)) {
            stage = exit instanceof Exit.ClientClosed ? Stage.CLOSING : Stage.DONE;
            return drains;
        }
        closeFrame = status.frame();
        awaitsClient = !violated && !(exit instanceof Exit.TimedOut);
        stage = drains ? Stage.DRAINING : Stage.CLOSING;
        return drains;
    }

    /** Everything is handled: the close frame goes out. */
    synchronized void drained(long now) {
        if (stage == Stage.DRAINING) {
            stage = Stage.CLOSING;
            deadline = now + patience;
        }
    }

    /** Keeps the deadlines; tells whether the connection is to be cut. */
    synchronized boolean overdue(long now) {
        if (now - deadline <= 0 || (stage != Stage.DRAINING && stage != Stage.CLOSING)) {
            return false;
        }
        boolean handlerIsLate = stage == Stage.DRAINING;
        drained(now);
        return !handlerIsLate;
    }

    /** Gives the connection up; false when that was done before. */
    synchronized boolean giveUp() {
        boolean first = !ended();
        stage = Stage.DONE;
        return first;
    }

    /** What is to be written before anything else. */
    synchronized Optional<Transport.Piece> next() {
        if (stage == Stage.CLOSING) {
            return close();
        }
        byte[] frame = stage == Stage.DONE ? null : pong != null ? pong : ping;
        if (frame == null) {
            return Optional.empty();
        }
        if (pong == null) {
            ping = null;
        }
        pong = null;
        return Optional.of(new Transport.Piece(ByteBuffer.wrap(frame), false));
    }

    private Optional<Transport.Piece> close() {
        boolean clientIsDone = theirs != null || inputEnded || !awaitsClient;
        byte[] frame = closeFrame;
        closeFrame = null;
        if (lastTaken || (frame == null && !clientIsDone)) {
            return Optional.empty();
        }
        lastTaken = clientIsDone;
        return Optional.of(new Transport.Piece(frame == null ? NOTHING : ByteBuffer.wrap(frame), lastTaken));
    }

    /** Nothing can be sent any more. */
    synchronized boolean over() {
        return stage == Stage.CLOSING || stage == Stage.DONE;
    }

    /** Nothing can be read or written any more. */
    synchronized boolean ended() {
        return stage == Stage.DONE || (lastWritten && inputEnded);
    }

    /** The status of the end. */
    synchronized CloseStatus told() {
        return told;
    }

    private static byte[] control(int opcode, Bytes payload) {
        return Frames.array(Frames.FIN | opcode, payload.toByteArray(), payload.size());
    }
}
