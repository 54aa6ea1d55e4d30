package io.pastelli.bench.room;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pastelli.bench.Wire;
import java.util.BitSet;

/**
 * Looks through what a server says, a byte at a time: the events, by their number and the time they were sent, and the
 * answer to a connect.
 */
final class Scan {
    /** How many digits the number of an event has. */
    static final int NUMBER = 9;
    private static final byte[] CONNECT = "/meta/connect\"".getBytes(ISO_8859_1);
    private static final int DIGITS = NUMBER + Wire.DIGITS;

    private final Scores scores;
    private final byte[] start = new byte[600]; // of the message at hand
    private int length;
    private int matched;
    private int digits = -1;
    private long number;
    private long time;
    private long last = -1;
    private final BitSet seen = new BitSet(); // events, by number

    Scan(Scores scores) {
        this.scores = scores;
    }

    void take(byte next) {
        if (length < start.length) {
            start[length++] = next;
        }
        if (matched < CONNECT.length) {
            matched = next == CONNECT[matched] ? matched + 1 : next == '/' ? 1 : 0;
        }
        if (next == Wire.MARK) {
            digits = 0;
            number = 0;
            time = 0;
        } else if (digits >= 0) {
            if (digits < NUMBER) {
                number = number * 10 + (next - '0');
            } else {
                time = time * 10 + (next - '0');
            }
            if (++digits == DIGITS) {
                digits = -1;
                event();
            }
        }
    }

    private void event() {
        if (seen.get((int) number)) {
            scores.doubled();
        } else if (number < last) {
            scores.late();
        }
        seen.set((int) number);
        last = Math.max(last, number);
        scores.event(time);
    }

    /** Ends a message; true when it answers a connect. */
    boolean end() {
        boolean answered = matched == CONNECT.length;
        matched = 0;
        length = 0;
        return answered;
    }

    /** Returns how the message at hand begins. */
    String text() {
        return new String(start, 0, length, ISO_8859_1);
    }
}
