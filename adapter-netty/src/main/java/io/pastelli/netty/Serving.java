package io.pastelli.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.Refusal;
import io.pastelli.adapter.RefusedException;
import io.pastelli.adapter.RequestHead;
import io.pastelli.adapter.Timeouts;
import io.pastelli.owner.Exit;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection of HTTP/1 in strict order, one turn at a time, and whom the client's leaving concerns.
 *
 * <p>
 * Two bounds stop reading; epoll sees the client leave all the same, as long as its FIN fits into the kernel's receive
 * buffer, NIO does not. More than 64 KiB of a request body wait for the plug: NIO is blind until it has read them. More
 * than {@code limits.pipelined} bytes were sent ahead of the answer: reading, and on NIO seeing, goes on when the answer
 * is out.
 *
 * <p>
 * <b>Threading:</b> the event loop of the channel, all of it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, and that is an event
final class Serving {
    private final ServerContext server;
    private final Channel channel;
    private final Intake intake;
    private final Outbound outbound;
    private final Flusher flusher;
    private final Deadline deadline;
    private final GracefulClose close;
    private final SlowTaker taker;
    private @Nullable Ends ends; // known from the first request on
    private @Nullable Turn current;
    private boolean untold; // the current turn has not been handed over
    private boolean inputShut;
    private boolean busy;
    private boolean headTimed = true;

    Serving(ServerContext server, Channel channel) {
        this.server = server;
        this.channel = channel;
        this.intake = new Intake(channel.alloc(), server.scratch(channel.eventLoop()),
                server.settings().limits());
        this.outbound = new Outbound(channel, this::answered);
        this.flusher = new Flusher(channel, this::moreToCome);
        this.deadline = new Deadline(channel.eventLoop(), this::tooLate);
        this.close = new GracefulClose(channel, deadline);
        this.taker = new SlowTaker(channel);
    }

    GracefulClose close() {
        return close;
    }

    Outbound outbound() {
        return outbound;
    }

    /** Tells whether {@code turn} may still say something. */
    boolean serves(Turn turn) {
        return current == turn && !turn.over();
    }

    /** Tells whether this is the last exchange here, whatever the client asked for. */
    boolean isLast() {
        return server.paused() || (inputShut && !intake.nextIsHere());
    }

    void accepted() {
        if (server.paused()) {
            close.abort();
        } else {
            deadline.in(timeouts().head());
        }
    }

    void arrived(ByteBuf bytes) {
        Turn turn = current;
        if (turn != null && turn.upgraded()) {
            receive(turn, bytes);
            return;
        }
        flusher.readBegins();
        intake.add(bytes);
        serve();
        updateReading();
    }

    /** Takes bytes that are no HTTP: those of an upgraded turn. */
    private void receive(Turn turn, ByteBuf bytes) {
        if (turn.bodyComplete()) {
            bytes.release();
        } else {
            turn.exchange().during(() -> turn.received(bytes));
            updateReading();
        }
    }

    void readComplete() {
        handOver();
        flusher.readEnds();
        if (!channel.config().isAutoRead()) {
            lookForHangUp(); // bytes although reading is stopped: that is how epoll says that the client may have left
        }
        if (current == null && !close.closing() && !headTimed && intake.headBegun()) {
            headTimed = true;
            deadline.in(timeouts().head());
        }
    }

    /** Stops or resumes reading, as the bounds ask. */
    void updateReading() {
        if (close.closing()) {
            return;
        }
        Turn turn = current;
        boolean read = turn == null
                || (intake.size() <= server.settings().limits().pipelined() && !turn.body().full());
        if (read != channel.config().isAutoRead()) {
            channel.config().setAutoRead(read);
            if (!read && !flusher.reading()) {
                lookForHangUp();
            }
        }
    }

    /** While reading is stopped: ends the exchange when the kernel knows that the client has left. */
    void lookForHangUp() {
        Turn turn = current;
        if (turn != null && !turn.over()) {
            HangUp.of(channel).filter(exit -> exit instanceof Exit.ClientReset || !turn.upgraded())
                    .ifPresent(exit -> {
                        depart(exit, new IOException("the client has left"));
                        close.abort();
                    });
        }
    }

    void inputShut() {
        handOver();
        close.inputShut();
        inputEnds();
    }

    private void inputEnds() {
        inputShut = true;
        Turn turn = current;
        if (turn != null && turn.upgraded()) {
            turn.inputShut();
            endUpgraded(turn);
        } else if (turn == null || turn.over()) {
            close.start(false, timeouts().write());
        } else if (leaves(turn)) {
            depart(new Exit.ClientClosed(), new IOException("the client has left"));
            close.abort();
        }
    }

    /** The client has said close_notify: the end of both directions up to TLS 1.2 (RFC 5246 section 7.2.1). */
    void farewell(SslHandler tls) {
        if (!tls.engine().getSession().getProtocol().equals("TLSv1.3")) {
            depart(new Exit.ClientClosed(), new IOException("the client has left"));
        }
        handOver();
        inputEnds(); // bytes may follow all the same: tcnative takes our own farewell for the end of both directions
    }

    private boolean leaves(Turn turn) {
        return !turn.bodyComplete() || server.settings().halfClose() == HalfClose.LEAVES
                || turn.framing() == Framing.STREAM;
    }

    /** Tells the exchange that is going on, once, how it ends. */
    void depart(Exit exit, Throwable cause) {
        handOver();
        Turn turn = current;
        if (turn != null && !turn.over()) {
            turn.depart(exit);
            outbound.fail(cause);
        }
    }

    /** The exchange that is going on was cut by the core. */
    void brokenOff() {
        outbound.fail(new ClosedChannelException());
        close.abort();
    }

    /** A response is open that may stay open for long. */
    void stays() {
        deadline.stop();
    }

    /** From now on both directions carry bytes of another protocol. */
    void upgraded() {
        deadline.clear();
        Turn turn = current;
        if (turn != null) {
            receive(turn, intake.takeAll());
            if (inputShut) {
                turn.inputShut();
            }
        }
        updateReading();
    }

    /** The channel is closed. */
    void gone() {
        deadline.stop();
        intake.clear();
        if (current != null) {
            current.stopReading("the connection is closed");
        }
    }

    void closeIfIdle() {
        if (current == null && !intake.headBegun()) {
            close.start(false, timeouts().write());
        }
    }

    private boolean moreToCome() {
        return (current != null && !current.over()) || intake.nextIsHere();
    }

    private Timeouts timeouts() {
        return server.settings().timeouts();
    }

    /** Hands over what has arrived, up to the request that has to wait. */
    private void serve() {
        if (busy) {
            return; // called from within: the loop below goes on
        }
        busy = true;
        try {
            while (!close.closing() && takes()) {
                // what is here goes on
            }
        } catch (RefusedException e) {
            refuse(e.refusal());
        } finally {
            busy = false;
        }
        if (!flusher.reading()) {
            handOver();
        }
        if (close.closing()) {
            intake.clear();
        }
    }

    /** Takes the next part of what is here; tells whether there was one. */
    private boolean takes() throws RefusedException {
        Turn turn = current;
        if (turn == null) {
            RequestHead head = intake.head();
            if (head != null) {
                open(head);
            }
            return head != null;
        }
        if (intake.size() == 0 || turn.bodyComplete()) {
            return false;
        }
        receive(turn);
        return true;
    }

    /**
     * Hands the current turn over, once; not before what was read with its head is there, up to the end of its request:
     * the plug need not wait.
     */
    private void handOver() {
        Turn turn = current;
        if (untold && turn != null) {
            untold = false;
            turn.exchange().handTo(server.receiver());
        }
    }

    private void open(RequestHead head) {
        if (ends == null) {
            ends = Ends.of(channel).orElse(null);
        }
        Ends known = ends;
        if (known == null) {
            close.abort();
            return;
        }
        deadline.clear();
        headTimed = false;
        var turn = new Turn(this, channel, head, known, server.settings().limits().headerCount());
        current = turn;
        untold = true;
        if (turn.bodyComplete()) {
            handOver(); // which may answer it here and now
        }
    }

    private void refuse(Refusal refusal) {
        channel.write(Unpooled.wrappedBuffer(refusal.bytes()), channel.voidPromise());
        close.start(true, timeouts().write());
    }

    private void receive(Turn turn) {
        boolean answered = turn.over();
        turn.receive(intake);
        if (!answered) {
            if (turn.bodyComplete() || turn.body().full()) {
                handOver();
            }
        } else if (turn.bodyComplete()) {
            finish(turn);
        } else if (turn.tooMuchIsLeft()) {
            close.start(true, timeouts().write());
        }
    }

    /** All bytes of the response are in the channel's buffer. */
    private void answered() {
        Turn turn = current;
        if (turn == null) {
            return;
        }
        deadline.clear();
        turn.answered();
        if (turn.upgraded()) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
                close.shutOutput(); // not before: it would drop what is buffered
                endUpgraded(turn);
            });
        } else if (turn.bodyComplete()) {
            finish(turn);
        } else if (turn.tooMuchIsLeft()) {
            close.start(true, timeouts().write());
        } else {
            flusher.answered();
            deadline.in(timeouts().head());
            updateReading();
        }
    }

    private void endUpgraded(Turn turn) {
        if (turn.over() && turn.bodyComplete()) {
            close.start(true, timeouts().write());
        }
    }

    private void finish(Turn turn) {
        current = null;
        if (!turn.keep()) {
            close.start(intake.size() > 0 || !channel.config().isAutoRead(), timeouts().write());
            intake.clear();
            return;
        }
        serve();
        if (current != null || close.closing()) {
            flusher.answered();
        } else if (isLast()) {
            close.start(false, timeouts().write());
        } else {
            flusher.answered();
            headTimed = intake.headBegun();
            deadline.in(headTimed ? timeouts().head() : timeouts().idle());
        }
        updateReading();
    }

    private void tooLate() {
        if (!close.lingers() && taker.takes()) {
            deadline.in(timeouts().write());
        } else if (close.closing()) {
            close.abort();
        } else if (current == null && intake.headBegun()) {
            refuse(Refusal.LATE);
        } else if (current == null) {
            close.start(false, timeouts().write());
        } else {
            close.abort();
        }
    }
}
