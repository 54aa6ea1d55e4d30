package io.pastelli.undertow;

import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.RefusedException;
import io.pastelli.adapter.RequestHead;
import io.pastelli.adapter.http1.BodyDecoder;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import io.pastelli.owner.Exit;
import java.io.IOException;

/**
 * The incoming side of one exchange: one listener on the connection serves the body and the watch alike. It reads what
 * comes, up to a bound, and so meets the end of the connection, whoever has asked for it.
 *
 * <p>
 * Above the bound (a request body that nobody reads, or {@code limits.pipelined} bytes of further requests) it stops
 * reading; an end that lies behind those bytes is then seen by a write only.
 *
 * <p>
 * After an upgrade the body is what the other protocol sends: its end is the FIN of the client and no departure.
 *
 * <p>
 * <b>Threading:</b> any thread may call {@link #watch}, {@link #upgrade} and {@link #askForMore}; the rest belongs to the
 * I/O thread.
 */
final class Reception {
    private static final int MOST_RAW = 16 * 1024;
    private static final int MOST_DRAINED = 64 * 1024;

    private final Http1Exchange exchange;
    private final Http1Connection connection;
    private final Loop loop;
    private final Intake intake;
    private final RequestHead head;
    private volatile RequestBody body = new RequestBody(RequestBody.MOST);
    private volatile Headers trailers = Headers.empty();
    private volatile boolean watching;
    private volatile boolean asked;
    // the I/O thread's
    private BodyDecoder decoder;
    private RequestBody filled = body; // what is decoded goes here: after an upgrade the new body, once that has begun
    private boolean upgraded;
    private boolean continued;
    private boolean draining;
    private boolean broken;
    private int drained;

    Reception(Http1Exchange exchange, Http1Connection connection, RequestHead head) {
        this.exchange = exchange;
        this.connection = connection;
        this.loop = connection.loop();
        this.intake = connection.intake();
        this.head = head;
        this.decoder = BodyDecoder.of(head.length(), loop.settings().limits().headerCount());
    }

    RequestBody body() {
        return body;
    }

    Headers trailers() {
        return trailers;
    }

    /** What is read from now on are the bytes of another protocol; {@link #startRaw} must follow. */
    void upgrade() {
        body = new RequestBody(RequestBody.MOST);
    }

    /** Takes what comes, and what has come already, as it is. */
    void startRaw() {
        decoder = BodyDecoder.raw();
        filled = body;
        upgraded = true;
        watching = loop.watches();
        decode();
        rearm();
        body.tellReader();
    }

    /** Tells whether all that the client had to say after an upgrade is decoded. */
    boolean rawEnded() {
        return upgraded && intake.ended() && intake.size() == 0;
    }

    /** Tells whether the whole request is here and the client may still send another one. */
    boolean reusable() {
        return decoder.ended() && !(intake.ended() && intake.size() == 0);
    }

    boolean bodyEnded() {
        return decoder.ended();
    }

    /** Tells whether the rest of the body may be waited for after the response; {@code now} when that is complete. */
    boolean drainable(boolean now) {
        boolean neverSent = head.expectsContinue() && !continued;
        return !broken && !neverSent && !(now && decoder.atLeastLeft() > MOST_DRAINED);
    }

    void watch() {
        if (!watching && loop.watches()) {
            watching = true;
            loop.execute(this::rearm);
        }
    }

    /** Somebody reads the body and has not got enough. */
    void askForMore() {
        if (!asked) {
            asked = true;
            loop.execute(this::pump);
        }
    }

    private void pump() {
        asked = false;
        if (!exchange.running()) {
            return;
        }
        if (head.expectsContinue() && !continued && !exchange.begun() && !decoder.ended()) {
            continued = true;
            connection.outlet().send(Untold.INSTANCE, ResponseBytes.goOn());
        }
        decode();
        rearm();
        body.tellReader();
    }

    /** Decodes what is here. */
    void decode() {
        try {
            intake.decode(decoder, draining ? this::drop : filled::take);
            if (decoder.ended()) {
                trailers = decoder.trailers();
                filled.complete();
            } else if (rawEnded()) {
                filled.complete();
                exchange.rawEnded();
            }
        } catch (RefusedException e) {
            broken = true;
            exchange.closeAfter();
            filled.malformed(
                    new HttpException(400,
                            "the request body is malformed: mind its chunk sizes and line ends"));
        }
    }

    private int drop(byte[] bytes, int from, int length) {
        drained += length;
        return length;
    }

    /** Listens when there is something to wait for and room for it. */
    private void rearm() {
        if (!exchange.running() || intake.ended() || !(watching || body.wanted())) {
            return;
        }
        if (intake.size() < most()) {
            connection.listen(source -> readable());
        } else {
            intake.suspend();
        }
    }

    private int most() {
        return decoder.ended() ? loop.settings().limits().pipelined() : MOST_RAW;
    }

    private void readable() {
        if (!connection.open()) {
            return;
        }
        if (!exchange.running() && !draining) {
            intake.suspend(); // the next request runs and does not listen
            return;
        }
        int count;
        try {
            count = intake.fill(most());
        } catch (IOException e) {
            connection.broken(e);
            return;
        }
        decode();
        if (draining) {
            drained(count < 0);
            return;
        }
        if (count < 0) {
            ended();
        } else {
            rearm();
        }
        exchange.during(body::tellReader);
    }

    /** The client has closed its side. */
    private void ended() {
        intake.suspend();
        if (upgraded) {
            return; // the decoder has seen to it
        }
        if (!decoder.ended()) {
            body.broken(new IOException("the client has left in the middle of its request body"));
            exchange.depart(new Exit.ClientClosed());
        } else if (exchange.streaming() || loop.settings().halfClose() == HalfClose.LEAVES) {
            exchange.depart(new Exit.ClientClosed());
        }
    }

    /** A FIN that has arrived by now came before the response began, also when nobody has looked yet. */
    void lookForHalfClose() {
        try {
            while (decoder.ended() && intake.fill(most()) > 0) {
                // up to the bound
            }
        } catch (IOException e) {
            connection.broken(e);
        }
    }

    /** Drops the rest of the body, within bounds, and then ends the exchange. */
    void drain() {
        fail(new IOException("the response is complete: read the body before it ends"));
        draining = true;
        connection.draining();
        readable();
    }

    private void drained(boolean ended) {
        if (decoder.ended()) {
            draining = false;
            exchange.end();
        } else if (ended || broken || drained > MOST_DRAINED) {
            connection.linger();
        } else {
            connection.listen(source -> {
                readable();
                connection.goOn();
            });
        }
    }

    /** Nothing more will come. */
    void fail(IOException cause) {
        body.broken(cause);
        body.tellReader();
    }
}
