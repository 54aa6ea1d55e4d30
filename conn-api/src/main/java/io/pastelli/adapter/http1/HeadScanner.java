package io.pastelli.adapter.http1;

import io.pastelli.adapter.Limits;
import io.pastelli.adapter.Refusal;
import io.pastelli.adapter.RefusedException;

/**
 * Finds where a request head ends, however it arrives, and refuses it at the first byte that breaks a limit. Each byte
 * is looked at once, so a client that sends one byte at a time gains nothing.
 *
 * <p>
 * <b>Threading:</b> one thread at a time.
 */
public final class HeadScanner {
    private final int mostLine;
    private final int mostHeaders;
    private int seen;
    private int lineStart;
    private int lineEnd;
    private int length;

    /** Makes one that holds heads to these limits. */
    public HeadScanner(Limits limits) {
        this.mostLine = limits.requestLine();
        this.mostHeaders = limits.headers();
        reset();
    }

    /** Begins with the next head. */
    public void reset() {
        seen = 0;
        lineStart = 0;
        lineEnd = -1;
        length = 0;
    }

    /** Returns how many bytes have been looked at; 0 when nothing of the head has arrived. */
    public int seen() {
        return seen;
    }

    /**
     * Looks at the bytes from {@code at} to {@code end}, of which those seen before are skipped: but for the last of them
     * they need not be there any more.
     *
     * @return the length of the head with its empty line, 0 when it goes on
     * @throws RefusedException for a byte that no head can have, and for one beyond a limit; {@link #reset} must follow
     */
    public int scan(byte[] bytes, int at, int end) throws RefusedException {
        while (length == 0 && at + seen < end) {
            skip(bytes, at, end);
            byte b = bytes[at + seen++];
            if (b == '\n') {
                if (line(bytes, at)) {
                    length = seen;
                }
                lineStart = seen;
            } else if (b >= 0 && b < ' ' && b != '\r' && b != '\t') {
                throw new RefusedException(Refusal.MALFORMED);
            } else if (lineEnd < 0 && seen - lineStart > mostLine + (b == '\r' ? 1 : 0)) {
                throw new RefusedException(Refusal.REQUEST_LINE);
            } else if (lineEnd >= 0 && seen - lineEnd > mostHeaders) {
                throw new RefusedException(Refusal.HEADERS);
            }
        }
        return length;
    }

    /** Goes past bytes that break no rule, but for the last one. */
    private void skip(byte[] bytes, int at, int end) {
        long longest = lineEnd < 0 ? (long) lineStart + mostLine : (long) lineEnd + mostHeaders;
        int stop = (int) Math.min(end - 1L, at + longest);
        int i = at + seen;
        while (i < stop && bytes[i] >= ' ') {
            i++;
        }
        seen = i - at;
    }

    /** Ends a line; a bare LF ends none (RFC 9112 section 2.2 allows, smugglers need it). */
    private boolean line(byte[] bytes, int at) throws RefusedException {
        int length = seen - 1 - lineStart;
        if (length < 1 || bytes[at + seen - 2] != '\r') {
            throw new RefusedException(Refusal.MALFORMED);
        }
        if (lineEnd >= 0) {
            if (length > 1 && seen - lineEnd > mostHeaders) {
                throw new RefusedException(Refusal.HEADERS);
            }
            return length == 1;
        }
        if (length == 1) {
            if (lineStart > 2) {
                throw new RefusedException(Refusal.MALFORMED); // empty lines before a request: a few only
            }
        } else {
            lineEnd = seen;
        }
        return false;
    }
}
