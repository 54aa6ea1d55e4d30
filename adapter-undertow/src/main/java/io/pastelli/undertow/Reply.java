package io.pastelli.undertow;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.FilePart;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.RequestHead;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The outgoing side of one HTTP/1.x exchange.
 *
 * <p>
 * <b>Threading:</b> any thread may call {@link #framing}, {@link #putTrailers} and {@link #closeAfter}; the rest belongs
 * to the I/O thread.
 */
final class Reply {
    private final Http1Exchange exchange;
    private final Http1Connection connection;
    private final Loop loop;
    private final RequestHead head;
    private final Reception reception;
    private volatile boolean closeAfter;
    private volatile Framing framing = Framing.STREAM;
    private volatile Headers trailers = Headers.empty();
    // the I/O thread's
    private @Nullable ResponseBytes bytes;
    private boolean keepAlive;
    private boolean ending;
    private boolean shut;
    private boolean complete;

    Reply(Http1Exchange exchange, Http1Connection connection, RequestHead head, Reception reception) {
        this.exchange = exchange;
        this.connection = connection;
        this.loop = connection.loop();
        this.head = head;
        this.reception = reception;
        this.keepAlive = head.keepAlive();
    }

    boolean begun() {
        return bytes != null;
    }

    boolean complete() {
        return complete;
    }

    boolean streaming() {
        return begun() && !ending;
    }

    boolean reusable() {
        return keepAlive && !closeAfter && !loop.paused();
    }

    void closeAfter() {
        closeAfter = true;
    }

    /** Says how the body will be framed, before it begins. */
    void framing(Framing chosen) {
        framing = chosen;
    }

    boolean putTrailers(Headers fields) {
        if (head.http10() || framing != Framing.STREAM) {
            return false;
        }
        trailers = fields;
        return true;
    }

    /** Sends an informational response; it is dropped where the client has not read the one before. */
    void inform(int status, Headers headers) {
        if (exchange.running() && !begun() && !connection.outlet().stalled()) {
            connection.outlet().send(Untold.INSTANCE, ResponseBytes.interim(status, headers));
        }
    }

    void begin(ResponseHead responseHead, ByteBuffer first, boolean last, Completion completion) {
        boolean upgrade = responseHead.framing() == Framing.UPGRADE;
        if (!last && !upgrade && exchange.running() && loop.settings().halfClose() == HalfClose.IS_SERVED) {
            reception.lookForHalfClose();
        }
        if (upgrade && !reception.bodyEnded()) {
            connection.close(true); // the bytes of two protocols cannot be told apart
        }
        if (!exchange.running()) {
            completion.failed(closedNow());
            return;
        }
        send(begun(responseHead, first, last), last, completion);
        if (upgrade) {
            reception.startRaw();
        }
    }

    /** Answers with a file, which goes over. */
    void transfer(ResponseHead responseHead, FilePart part, Completion completion) {
        if (exchange.running()) {
            ending = true;
            new FileTransfer(connection, part, new LastWrite(completion))
                    .start(begun(responseHead, ByteBuffer.allocate(0), true));
        } else {
            completion.failed(closedNow());
            part.close();
        }
    }

    private ByteBuffer[] begun(ResponseHead responseHead, ByteBuffer first, boolean last) {
        var begun = new ResponseBytes(loop.text(), head.http10(), responseHead.framing());
        bytes = begun;
        keepAlive = reusable() && responseHead.framing() != Framing.UPGRADE && !begun.closeDelimited()
                && (reception.bodyEnded() ? reception.reusable() : reception.drainable(last));
        return begun.begin(responseHead, keepAlive, first, last, trailers);
    }

    void write(ByteBuffer more, boolean last, Completion completion) {
        ResponseBytes begun = bytes;
        if (begun == null || ending || !exchange.running()) {
            completion.failed(closedNow());
        } else {
            send(begun.more(more, last, trailers), last, completion);
        }
    }

    void cut() {
        if (!complete) {
            // where only the close ends the body, it must not look like an end
            ResponseBytes begun = bytes;
            boolean looksEnded = begun != null && !shut && begun.closeDelimited();
            connection.close(looksEnded || connection.outlet().stalled());
        }
    }

    /** Ends an upgraded exchange once neither side has more to say. */
    void endIfBothEnded() {
        if (shut && !complete && reception.rawEnded()) {
            complete = true;
            connection.linger();
        }
    }

    private void send(ByteBuffer[] parts, boolean last, Completion completion) {
        ending = last;
        if (!last) {
            connection.outlet().send(completion, parts);
            return;
        }
        if (canWait() && connection.outlet().hold(parts)) {
            complete = true;
            connection.nextHead(); // whatever is asked meanwhile: its response says that the connection will close
            completion.done();
            connection.goOn();
        } else {
            connection.outlet().send(new LastWrite(completion), parts);
        }
    }

    /** Tells whether another request is here, which will be answered on the same connection. */
    private boolean canWait() {
        return reusable() && reception.bodyEnded() && connection.intake().nextIsHere();
    }

    /** The last byte is out. */
    private void ended() {
        if (framing == Framing.UPGRADE) {
            shut = true;
            try {
                connection.outlet().end();
            } catch (IOException e) {
                connection.broken(e);
            }
            endIfBothEnded();
            return;
        }
        complete = true;
        if (reception.bodyEnded() || !reusable() || !reception.drainable(true)) {
            exchange.end();
        } else {
            reception.drain();
        }
    }

    private static IOException closedNow() {
        return new IOException("the connection is closed");
    }

    /** Ends the exchange before it tells that the last write went well. */
    private final class LastWrite implements Completion {
        private final Completion told;

        LastWrite(Completion told) {
            this.told = told;
        }

        @Override
        public void done() {
            ended();
            told.done();
            connection.goOn();
        }

        @Override
        public void progressed(long bytes) {
            told.progressed(bytes);
        }

        @Override
        public void failed(Throwable cause) {
            told.failed(cause);
        }
    }
}
