package io.pastelli.conn;

import java.time.Duration;

/**
 * How much of a body {@link Conn#readBody(BodyOptions)} reads at once.
 *
 * @param length most bytes a call returns; default 8 000 000
 * @param readLength most bytes taken from the connection at a time; default 1 000 000
 * @param timeout longest wait for more bytes, then 408; default 15 s; from 8 s on it may last an eighth longer
 */
public record BodyOptions(int length, int readLength, Duration timeout) {
    /** The defaults. */
    public static final BodyOptions DEFAULT = new BodyOptions(8_000_000, 1_000_000, Duration.ofSeconds(15));

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException for a number below 1 or a time-out that is not positive
     */
    public BodyOptions {
        if (length < 1 || readLength < 1 || !timeout.isPositive()) {
            throw new IllegalArgumentException(
                    "length, read length and time-out of a body read are positive");
        }
    }

    /** Returns these options with another most length of a call. */
    public BodyOptions withLength(int bytes) {
        return new BodyOptions(bytes, readLength, timeout);
    }

    /** Returns these options with another most length of a single read. */
    public BodyOptions withReadLength(int bytes) {
        return new BodyOptions(length, bytes, timeout);
    }

    /** Returns these options with another time-out. */
    public BodyOptions withTimeout(Duration longest) {
        return new BodyOptions(length, readLength, longest);
    }
}
