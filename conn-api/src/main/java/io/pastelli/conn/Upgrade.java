package io.pastelli.conn;

import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Exits;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import io.pastelli.owner.Exit;
import io.pastelli.owner.Owner;
import io.pastelli.owner.Time;
import io.pastelli.websocket.Handshake;
import io.pastelli.websocket.MessageResult;
import io.pastelli.websocket.WebSocketSession;
import io.pastelli.websocket.Transport;
import io.pastelli.websocket.WebSocketHandler;
import io.pastelli.websocket.WebSocketOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a WebSocket session stands on: an exchange after its upgrade.
 *
 * <p>
 * <b>Threading:</b> any thread, as its parts.
 */
final class Upgrade implements Transport {
    private static final MessageResult SENT = new MessageResult.Sent();

    private final Transaction tx;
    private final Conn conn;

    private Upgrade(Transaction tx, Conn conn) {
        this.tx = tx;
        this.conn = conn;
    }

    /** Judges the handshake, answers it and starts the session. */
    static Conn webSocket(Conn conn, WebSocketHandler handler, WebSocketOptions options) {
        Transaction tx = conn.transaction();
        Exchange exchange = tx.exchange();
        if (conn.state().sent() || !tx.open()) {
            throw new AlreadySentException();
        }
        if (exchange.connectProtocol().isEmpty() && exchange.contentLength() != 0) {
            throw new HttpException(400, "a WebSocket handshake has no body");
        }
        String origin = new Origin(conn.scheme(), conn.host(), conn.port()).url();
        var agreed = Handshake.accept(new Handshake.Request(exchange.method(), exchange.protocol(),
                exchange.connectProtocol(), conn.reqHeaders(), origin), options);
        Response set = conn.response();
        Conn answered = conn.sent(set.withStatus(agreed.status()).withHeaders(headers(set, agreed)),
                State.SET_UPGRADED);
        Response ready = Sending.claim(answered, tx, State.SET_UPGRADED).withStatus(agreed.status());
        Conn upgraded = conn.sent(ready, State.UPGRADED);
        tx.upgrade(Heads.upgraded(tx, ready),
                new WebSocketSession(new Upgrade(tx, upgraded), handler, options, agreed));
        return upgraded;
    }

    private static Headers headers(Response set, Handshake agreed) {
        return set.headers().delete("content-type").merge(agreed.headers());
    }

    @Override
    public Owner owner() {
        return tx.owner();
    }

    @Override
    public Time time() {
        return tx.context().time();
    }

    @Override
    public int read(byte[] into) throws IOException {
        return tx.exchange().read(into, 0, into.length);
    }

    @Override
    public void onReadable(Runnable ready) {
        tx.exchange().onReadable(ready);
    }

    @Override
    public byte[] borrow() {
        return tx.context().buffers().borrow();
    }

    @Override
    public void giveBack(byte[] buffer) {
        tx.context().buffers().giveBack(buffer);
    }

    @Override
    public MessageResult write(ByteBuffer frame) {
        return result(tx.outbound().write(conn, frame, false));
    }

    @Override
    public Optional<MessageResult> tryWrite(ByteBuffer frame) {
        return tx.outbound().tryWrite(conn, frame).map(this::result);
    }

    @Override
    public void changed() {
        tx.outbound().changed();
    }

    @Override
    public void broken(IOException cause) {
        tx.owner().end(Exits.of(cause));
    }

    @Override
    public void cut() {
        tx.exchange().cut();
    }

    @Override
    public void finished() {
        tx.sessionFinished();
    }

    private MessageResult result(ChunkResult result) {
        return switch (result) {
            case ChunkResult.Sent sent -> SENT;
            case ChunkResult.Closed closed -> new MessageResult.Closed(closed.exit());
            case ChunkResult.TimedOut late -> {
                Exit exit = tx.owner().exit().orElse(new Exit.TimedOut("write"));
                yield exit.equals(new Exit.TimedOut("write"))
                        ? new MessageResult.TimedOut()
                        : new MessageResult.Closed(exit);
            }
        };
    }
}
