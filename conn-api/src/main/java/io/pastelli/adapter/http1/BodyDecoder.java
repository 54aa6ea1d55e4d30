package io.pastelli.adapter.http1;

import io.pastelli.adapter.Refusal;
import io.pastelli.adapter.RefusedException;
import io.pastelli.adapter.RequestHead;
import io.pastelli.http.Headers;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the framing off a request body (RFC 9112 sections 6.2 and 7.1), strictly: sizes are plain hexadecimal, lines
 * end with CR LF, extensions and trailers are bounded, and extensions dropped. After an upgrade there is no framing.
 *
 * <p>
 * <b>Threading:</b> one thread at a time.
 */
public final class BodyDecoder {
    private static final int MOST_EXTRA = 8 * 1024;
    private static final int MOST_DIGITS = 15;
    private static final BodyDecoder NOTHING = new BodyDecoder(0, 0); // at its end already, so nothing changes it

    private enum At {
        SIZE, BLANK, EXTENSION, SIZE_LF, DATA, DATA_CR, DATA_LF, TRAILER, TRAILER_LF, END
    }

    /** Takes decoded bytes. */
    public interface Sink {
        /** Takes at most {@code length} bytes and returns how many. */
        int take(byte[] bytes, int from, int length);
    }

    private final boolean chunked;
    private final int mostTrailers;
    private @Nullable ByteArrayOutputStream trailerLines;
    private Headers trailers = Headers.empty();
    private At at;
    private long left;
    private int digits;
    private int extra;
    private int lineLength;

    private BodyDecoder(long length, int mostTrailers) {
        this.mostTrailers = mostTrailers;
        chunked = length == RequestHead.UNDECLARED;
        left = chunked ? 0 : length;
        at = chunked ? At.SIZE : length == 0 ? At.END : At.DATA;
    }

    /** Takes a body of {@code length} bytes, or of chunks with at most so many trailers. */
    public static BodyDecoder of(long length, int mostTrailers) {
        return length == 0 ? NOTHING : new BodyDecoder(length, mostTrailers);
    }

    /** Takes every byte as it comes, up to the end of the connection. */
    public static BodyDecoder raw() {
        return new BodyDecoder(Long.MAX_VALUE, 0);
    }

    /** Tells whether all of the body has come. */
    public boolean ended() {
        return at == At.END;
    }

    /** Returns the fields behind the last chunk. */
    public Headers trailers() {
        return trailers;
    }

    /** Returns how many bytes of the body are still to come, as far as that is known. */
    public long atLeastLeft() {
        return left;
    }

    /**
     * Decodes from {@code from} on, to {@code to} at most; returns where it stopped: at the end or when the sink is full.
     *
     * @throws RefusedException for what is no such framing, or has too much in it; nothing can be decoded any more
     */
    public int decode(byte[] bytes, int from, int to, Sink sink) throws RefusedException {
        int i = from;
        while (i < to && at != At.END) {
            if (at == At.DATA) {
                int taken = sink.take(bytes, i, data(to - i));
                i += taken;
                took(taken);
                if (taken == 0) {
                    break;
                }
            } else {
                framing(bytes[i++]);
            }
        }
        return i;
    }

    /** Returns how many of the next {@code available} bytes are the body's own; 0 for none, framing comes first. */
    public int data(int available) {
        return at == At.DATA ? (int) Math.min(left, available) : 0;
    }

    /** Goes past bytes of the body's own, as many as {@link #data} has said at most. */
    public void took(int bytes) {
        left -= bytes;
        if (left == 0) {
            at = chunked ? At.DATA_CR : At.END;
        }
    }

    /**
     * Goes past a byte of framing.
     *
     * @throws RefusedException when it is none there
     */
    public void framing(byte b) throws RefusedException {
        at = after(b);
    }

    private At after(byte b) throws RefusedException {
        return switch (at) {
            case SIZE -> size(b);
            case BLANK -> afterSize(b);
            case EXTENSION -> b == '\r' ? At.SIZE_LF : counted(b, At.EXTENSION);
            case SIZE_LF -> {
                expect(b, '\n');
                lineLength = 0;
                yield left > 0 ? At.DATA : At.TRAILER;
            }
            case DATA_CR -> {
                expect(b, '\r');
                yield At.DATA_LF;
            }
            case DATA_LF -> {
                expect(b, '\n');
                digits = 0;
                yield At.SIZE;
            }
            case TRAILER -> {
                if (b == '\r') {
                    yield At.TRAILER_LF;
                }
                lineLength++;
                trailerLine().write(b);
                yield counted(b, At.TRAILER);
            }
            case TRAILER_LF -> {
                expect(b, '\n');
                boolean empty = lineLength == 0;
                lineLength = 0;
                endTrailerLine(empty);
                yield empty ? At.END : At.TRAILER;
            }
            case DATA, END -> throw new IllegalStateException("no framing here");
        };
    }

    private void endTrailerLine(boolean last) throws RefusedException {
        if (last && trailerLines == null) {
            return;
        }
        ByteArrayOutputStream lines = trailerLine();
        lines.write('\r');
        lines.write('\n');
        if (last) {
            trailers = new HeadParser(mostTrailers).fields(lines.toByteArray());
            trailerLines = null;
        }
    }

    private ByteArrayOutputStream trailerLine() {
        ByteArrayOutputStream lines = trailerLines;
        if (lines == null) {
            lines = new ByteArrayOutputStream();
            trailerLines = lines;
        }
        return lines;
    }

    private At size(byte b) throws RefusedException {
        int digit = b < 0 ? -1 : Character.digit(b, 16);
        if (digit >= 0 && digits < MOST_DIGITS) {
            left = left << 4 | digit;
            digits++;
            return At.SIZE;
        }
        if (digits == 0) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        return afterSize(b);
    }

    private At afterSize(byte b) throws RefusedException {
        return switch (b) {
            case '\r' -> At.SIZE_LF;
            case ' ', '\t' -> counted(b, At.BLANK);
            case ';' -> counted(b, At.EXTENSION);
            default -> throw new RefusedException(Refusal.MALFORMED);
        };
    }

    private At counted(byte b, At next) throws RefusedException {
        if ((b >= 0 && b < ' ' && b != '\t') || ++extra > MOST_EXTRA) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        return next;
    }

    private static void expect(byte b, char wanted) throws RefusedException {
        if (b != wanted) {
            throw new RefusedException(Refusal.MALFORMED);
        }
    }
}
