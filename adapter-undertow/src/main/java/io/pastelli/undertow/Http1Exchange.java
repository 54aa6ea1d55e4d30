package io.pastelli.undertow;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Departures;
import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.Peer;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import io.pastelli.owner.Exit;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.x request and its response.
 *
 * <p>
 * While it runs, one listener on the connection serves the body and the watch alike: it reads what comes, up to a
 * bound, and so meets the end of the connection, whoever has asked for it.
 *
 * <p>
 * <b>Threading:</b> the methods of {@link Exchange} are called from any thread and hand over to the I/O thread, which
 * owns all other state.
 */
final class Http1Exchange implements Exchange {
    private static final System.Logger LOG = System.getLogger(Http1Exchange.class.getName());
    private static final int MOST_RAW = 16 * 1024;
    private static final int MOST_DRAINED = 64 * 1024;

    private final Http1Connection connection;
    private final Loop loop;
    private final Intake intake;
    private final HttpServerExchange undertow;
    private final Head head;
    private final BodyDecoder decoder;
    private final RequestBody body = new RequestBody();
    private volatile Departures departures = exit -> {};
    private volatile boolean watching;
    private volatile boolean pumping;
    private volatile boolean closeAfter;
    // the I/O thread's
    private @Nullable ResponseBytes response;
    private boolean keepAlive;
    private boolean continued;
    private boolean complete;
    private boolean gone;
    private int drained;

    Http1Exchange(Http1Connection connection, HttpServerExchange undertow, Head head) {
        this.connection = connection;
        this.loop = connection.loop();
        this.intake = connection.intake();
        this.undertow = undertow;
        this.head = head;
        this.decoder = new BodyDecoder(head.length());
        this.keepAlive = head.keepAlive();
    }

    void start() {
        decode();
        try {
            loop.receiver().receive(this);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR,
                    "a receiver threw, which it must not: the connection is closed", e);
            connection.close(true);
        }
    }

    @Override
    public String method() {
        return head.method();
    }

    @Override
    public String target() {
        return head.target();
    }

    @Override
    public String protocol() {
        return head.protocol();
    }

    @Override
    public String scheme() {
        return undertow.getRequestScheme();
    }

    @Override
    public Headers headers() {
        return head.headers();
    }

    @Override
    public long contentLength() {
        return head.length();
    }

    @Override
    public Peer peer() {
        return connection.peer();
    }

    @Override
    public Executor ioExecutor() {
        return loop;
    }

    @Override
    public void attach(Departures told) {
        departures = told;
    }

    @Override
    public void watch() {
        if (!watching && loop.watches()) {
            watching = true;
            loop.execute(this::rearm);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        RequestBody.Found found = body.read(buffer, offset, length);
        if (found.wantsMore()) {
            askForMore();
        }
        return found.count();
    }

    @Override
    public void onReadable(Runnable ready) {
        if (body.awaits(ready)) {
            askForMore();
        } else {
            ready.run();
        }
    }

    @Override
    public void begin(ResponseHead responseHead, ByteBuffer first, boolean last, Completion completion) {
        loop.execute(() -> doBegin(responseHead, first, last, completion));
    }

    @Override
    public void write(ByteBuffer bytes, boolean last, Completion completion) {
        loop.execute(() -> {
            ResponseBytes begun = response;
            if (begun == null || !running()) {
                completion.failed(new IOException("the connection is closed"));
            } else {
                send(begun.more(bytes, last), last, completion);
            }
        });
    }

    @Override
    public void cut() {
        loop.execute(() -> {
            if (!complete) {
                // where only the close ends the body, it must not look like an end
                ResponseBytes begun = response;
                boolean looksEnded = begun != null && begun.closeDelimited();
                connection.close(looksEnded || connection.outlet().stalled());
            }
        });
    }

    @Override
    public void closeAfter() {
        closeAfter = true;
    }

    private boolean running() {
        return connection.open() && !complete;
    }

    private void doBegin(ResponseHead responseHead, ByteBuffer first, boolean last, Completion completion) {
        if (!last && running() && loop.settings().halfClose() == HalfClose.IS_SERVED) {
            lookForHalfClose();
        }
        if (!running()) {
            completion.failed(new IOException("the connection is closed"));
            return;
        }
        var begun = new ResponseBytes(head.http10(), responseHead.framing());
        response = begun;
        keepAlive = keepAlive && !closeAfter && !loop.paused() && !begun.closeDelimited()
                && !(intake.ended() && intake.size() == 0) && (decoder.ended() || canDrain(last));
        send(begun.begin(responseHead, keepAlive, first, last), last, completion);
    }

    /** Tells whether the rest of the body may be waited for after the response. */
    private boolean canDrain(boolean last) {
        boolean neverSent = head.expectsContinue() && !continued;
        return !neverSent && !(last && decoder.atLeastLeft() > MOST_DRAINED);
    }

    private void send(ByteBuffer[] parts, boolean last, Completion completion) {
        connection.outlet().send(last ? new LastWrite(completion) : completion, parts);
    }

    /** Ends the exchange before it tells that the last write went well. */
    private final class LastWrite implements Completion {
        private final Completion told;

        LastWrite(Completion told) {
            this.told = told;
        }

        @Override
        public void done() {
            complete = true;
            if (decoder.ended()) {
                end();
            } else {
                drain();
            }
            told.done();
        }

        @Override
        public void failed(Throwable cause) {
            told.failed(cause);
        }
    }

    private void end() {
        boolean over = intake.ended() && intake.size() == 0;
        if (keepAlive && !closeAfter && !loop.paused() && !over && decoder.ended()) {
            connection.nextHead();
            Connectors.terminateResponse(undertow);
        } else {
            connection.linger();
        }
    }

    private void drain() {
        body.broken(new IOException("the response is complete: read the body before it ends"));
        body.tellReader();
        if (keepAlive && canDrain(true)) {
            connection.draining();
            readable();
        } else {
            connection.linger();
        }
    }

    private void askForMore() {
        if (!pumping) {
            pumping = true;
            loop.execute(this::pump);
        }
    }

    /** Somebody reads the body and has not got enough. */
    private void pump() {
        pumping = false;
        if (!running()) {
            return;
        }
        if (head.expectsContinue() && !continued && response == null && !decoder.ended()) {
            continued = true;
            connection.outlet().send(Untold.INSTANCE, ResponseBytes.interim());
        }
        decode();
        rearm();
        body.tellReader();
    }

    /** Listens when there is something to wait for and room for it. */
    private void rearm() {
        if (!running() || intake.ended() || !(watching || body.wanted())) {
            return;
        }
        if (intake.size() < most()) {
            connection.listen(source -> readable());
        } else {
            intake.suspendReads(); // full: from here on the end of the connection is not seen
        }
    }

    private int most() {
        return decoder.ended() ? loop.settings().limits().pipelined() : MOST_RAW;
    }

    private void readable() {
        if (!connection.open()) {
            return;
        }
        try {
            int count = intake.fill(most());
            decode();
            if (complete) {
                drained(count < 0);
                return;
            }
            if (count < 0) {
                ended();
            } else {
                rearm();
            }
        } catch (IOException e) {
            connection.broken(e);
            return;
        }
        body.tellReader();
    }

    private void decode() {
        try {
            intake.decode(decoder, complete ? this::drop : body::take);
            if (decoder.ended()) {
                body.complete();
            }
        } catch (Refused e) {
            keepAlive = false;
            body.malformed(new HttpException(400,
                    "the request body is malformed: mind its chunk sizes and line ends"));
        }
    }

    private int drop(byte[] bytes, int from, int length) {
        drained += length;
        return length;
    }

    private void drained(boolean ended) {
        if (decoder.ended()) {
            end();
        } else if (ended || !keepAlive || drained > MOST_DRAINED) {
            connection.linger();
        } else {
            connection.listen(source -> readable());
        }
    }

    /** The client has closed its side. */
    private void ended() {
        intake.suspendReads();
        if (!decoder.ended()) {
            body.broken(new IOException("the client has left in the middle of its request body"));
            depart(new Exit.ClientClosed());
        } else if (response != null || loop.settings().halfClose() == HalfClose.LEAVES) {
            depart(new Exit.ClientClosed());
        }
    }

    /** A FIN that has arrived by now came before the response began, also when nobody has looked yet. */
    private void lookForHalfClose() {
        try {
            while (decoder.ended() && intake.fill(most()) > 0) {
                // up to the bound
            }
        } catch (IOException e) {
            connection.broken(e);
        }
    }

    /** The connection has failed; its owner closes it. */
    void broken(IOException cause) {
        body.broken(cause);
        depart(new Exit.ClientReset(OptionalLong.empty()));
    }

    /** The connection is closed. */
    void closed() {
        body.broken(new IOException("the connection is closed"));
        body.tellReader();
    }

    /** Tells, once, that the client has gone. */
    void depart(Exit exit) {
        if (!gone && !complete) {
            gone = true;
            departures.departed(exit);
        }
    }
}
