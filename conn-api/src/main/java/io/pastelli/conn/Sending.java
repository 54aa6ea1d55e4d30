package io.pastelli.conn;

import io.pastelli.adapter.FilePart;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.Refusal;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Bytes;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import io.pastelli.owner.Exit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/** The ways a response goes out; each claims the exchange, runs the callbacks and begins. */
final class Sending {
    private Sending() {}

    static Conn response(Conn conn, Transaction tx) {
        Response ready = claim(conn, tx, State.SET);
        Bytes body = ready.body().orElse(Bytes.empty());
        ResponseHead head = Heads.complete(tx, ready, body.size());
        boolean silent = head.framing() == Framing.NONE;
        tx.begin(head, silent ? ByteBuffer.allocate(0) : body.asByteBuffer(), true, false, null);
        return conn.sent(ready, State.SENT);
    }

    static Conn stream(Conn conn, Transaction tx) {
        Response ready = claim(conn, tx, State.SET_CHUNKED);
        StreamCoding coding = ready.coding().orElse(null);
        ResponseHead head = Heads.open(tx,
                coding == null ? ready : ready.withHeaders(ready.headers().delete("content-length")));
        boolean silent = head.framing() == Framing.NONE;
        Bytes first = conn.assigned(Conn.INIT_CHUNK).orElse(Bytes.empty());
        Conn sent = conn.sent(ready, State.CHUNKED);
        tx.keepCloseChunk(sent);
        tx.begin(head, silent ? ByteBuffer.allocate(0) : first.asByteBuffer(), silent, true,
                silent ? null : coding);
        return sent;
    }

    static Conn file(Conn conn, Transaction tx, Path file, long offset, long length) throws IOException {
        var part = new FilePart(FileChannel.open(file), offset, length);
        boolean handedOver = false;
        try {
            if (offset < 0 || length < 0 || offset > part.file().size() - length) {
                throw new IllegalArgumentException(
                        "bytes " + offset + " to " + (offset + length) + " are not all in the file of "
                                + part.file().size());
            }
            Response ready = claim(conn, tx, State.SET_FILE);
            ResponseHead head = Heads.complete(tx, ready, length);
            Conn sent = conn.sent(ready, State.FILE);
            if (head.framing() == Framing.NONE || length == 0) {
                tx.begin(head, ByteBuffer.allocate(0), true, false, null);
            } else if (length <= FileBlocks.SIZE) {
                small(part.file(), tx, head, offset, (int) length);
            } else {
                boolean ofKernel = file.getFileSystem().equals(FileSystems.getDefault());
                var out = new Outbound(tx, length, null);
                tx.begun(head, out, false);
                handedOver = ofKernel && out.transfer(head, part);
                if (handedOver) {
                    out.await();
                } else {
                    out.begin(head, ByteBuffer.allocate(0), false);
                    tx.watch();
                    copy(part.file(), tx, sent, offset, length);
                }
            }
            return sent;
        } finally {
            if (!handedOver) {
                part.close();
            }
        }
    }

    /** Sends the head and the file in one piece; nothing has gone out when it cannot be read. */
    private static void small(FileChannel from, Transaction tx, ResponseHead head, long offset, int length)
            throws IOException {
        ByteBuffer all = ByteBuffer.allocate(length);
        try {
            while (all.hasRemaining()) {
                if (from.read(all, offset + all.position()) < 0) {
                    throw FilePart.shrunk();
                }
            }
        } catch (IOException e) {
            tx.unclaim();
            throw e;
        }
        tx.begin(head, all.flip(), true, false, null);
    }

    /** Copies block by block; a file that shrinks meanwhile fails the exchange, for its length is already said. */
    private static void copy(FileChannel from, Transaction tx, Conn conn, long offset, long length)
            throws IOException {
        ByteBuffer block = tx.context().fileBlocks().borrow(); // free again after each write
        for (long at = offset, end = offset + length; at < end;) {
            int read = from.read(block.clear().limit((int) Math.min(block.capacity(), end - at)), at);
            if (read <= 0) {
                tx.owner().end(new Exit.Failed(FilePart.shrunk()));
                return;
            }
            at += read;
            if (!tx.outbound().write(conn, block.flip(), at == end).sent()) {
                return;
            }
        }
        tx.context().fileBlocks().giveBack(block);
    }

    /** Claims the exchange and runs the before-send callbacks, last registered first. */
    static Response claim(Conn conn, Transaction tx, State how) {
        tx.claim();
        try {
            if (how != State.SET_UPGRADED && conn.response().status() < 300
                    && tx.exchange().connectProtocol().isPresent()) {
                // a success would say that the WebSocket is open (RFC 8441 section 5)
                throw new HttpException(400, "this address speaks no WebSocket: send GET");
            }
            Conn now = conn;
            var callbacks = conn.response().beforeSend();
            for (int i = callbacks.size() - 1; i >= 0; i--) {
                now = NotSentException
                        .requireConn(callbacks.get(i).beforeSend(now.sent(now.response(), how)));
                if ((now.state() != how && now.state() != State.SET) || now.transaction() != tx) {
                    throw new IllegalStateException(
                            "a before-send callback sent a response or returned another"
                                    + " request's conn: change the conn it is given and return it");
                }
            }
            Response ready = now.response();
            return Heads.ofPlug(tx,
                    ready.cookies().isEmpty() ? ready : ready.withCookiesInHeaders(now.scheme()));
        } catch (RuntimeException | Error e) {
            tx.unclaim();
            throw e;
        }
    }

    /** Sends a response that the core itself makes. */
    static void error(Conn conn, Transaction tx, int status, String sentence, Headers extra) {
        Response error = Response.FRESH.withBody(status, Bytes.of(Refusal.body(status, sentence)))
                .withHeaders(Headers.of("content-type", "text/plain; charset=utf-8").merge(extra));
        response(conn.sent(error, State.SET), tx);
    }
}
