package io.pastelli.netty;

import io.netty.channel.Channel;
import java.util.function.BooleanSupplier;

/**
 * Flushes finished responses: at once, unless the next pipelined request is about to be answered too. Then it lets the
 * loop's other tasks run first, as long as they produce answers; a finished response waits for no time-out and for no
 * slow plug.
 *
 * <p>
 * <b>Threading:</b> the connection's event loop.
 */
final class Flusher {
    private static final int ROUNDS = 3;

    private final Channel channel;
    private final BooleanSupplier moreToCome;
    private boolean unflushed;
    private boolean reading;
    private boolean posted;
    private int quietRounds;

    Flusher(Channel channel, BooleanSupplier moreToCome) {
        this.channel = channel;
        this.moreToCome = moreToCome;
    }

    /** A read has begun: what it brings may be answered at once. */
    void readBegins() {
        reading = true;
    }

    /** Tells whether what one read brings is still coming. */
    boolean reading() {
        return reading;
    }

    void readEnds() {
        reading = false;
        if (unflushed) {
            decide();
        }
    }

    /** A response is in the channel's buffer. */
    void answered() {
        unflushed = true;
        quietRounds = 0;
        if (!reading) {
            decide();
        }
    }

    private void decide() {
        if (!moreToCome.getAsBoolean()) {
            flush();
        } else if (!posted) {
            posted = true;
            channel.eventLoop().execute(this::round);
        }
    }

    private void round() {
        posted = false;
        if (unflushed && !reading) {
            if (++quietRounds > ROUNDS) {
                flush();
            } else {
                decide();
            }
        }
    }

    private void flush() {
        unflushed = false;
        channel.flush();
    }
}
