package io.pastelli.undertow;

import io.pastelli.adapter.Refusal;
import io.pastelli.http.Headers;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the framing off a request body (RFC 9112 sections 6.2 and 7.1), strictly: sizes are plain hexadecimal, lines
 * end with CR LF, extensions and trailers are bounded, and extensions dropped. After an upgrade there is no framing.
 */
final class BodyDecoder {
    private static final int MOST_EXTRA = 8 * 1024;
    private static final int MOST_DIGITS = 15;
    private static final BodyDecoder NOTHING = new BodyDecoder(0, 0); // at its end already, so nothing changes it

    private enum At {
        SIZE, BLANK, EXTENSION, SIZE_LF, DATA, DATA_CR, DATA_LF, TRAILER, TRAILER_LF, END
    }

    /** Takes decoded bytes. */
    interface Sink {
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
        chunked = length == Head.CHUNKED;
        left = chunked ? 0 : length;
        at = chunked ? At.SIZE : length == 0 ? At.END : At.DATA;
    }

    /** Takes a body of {@code length} bytes, or of chunks with at most so many trailers. */
    static BodyDecoder of(long length, int mostTrailers) {
        return length == 0 ? NOTHING : new BodyDecoder(length, mostTrailers);
    }

    /** Takes every byte as it comes, up to the end of the connection. */
    static BodyDecoder raw() {
        return new BodyDecoder(Long.MAX_VALUE, 0);
    }

    boolean ended() {
        return at == At.END;
    }

    /** Returns the fields behind the last chunk. */
    Headers trailers() {
        return trailers;
    }

    /** Returns how many bytes of the body are still to come, as far as that is known. */
    long atLeastLeft() {
        return left;
    }

    /** Decodes from {@code from} on, to {@code to} at most; returns where it stopped: at the end or when the sink is full. */
    int decode(byte[] bytes, int from, int to, Sink sink) throws Refused {
        int i = from;
        while (i < to && at != At.END) {
            if (at == At.DATA) {
                int taken = sink.take(bytes, i, (int) Math.min(left, to - i));
                i += taken;
                left -= taken;
                if (left == 0) {
                    at = chunked ? At.DATA_CR : At.END;
                } else if (taken == 0) {
                    break;
                }
            } else {
                at = framing(bytes[i++]);
            }
        }
        return i;
    }

    private At framing(byte b) throws Refused {
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

    private void endTrailerLine(boolean last) throws Refused {
        if (last && trailerLines == null) {
            return;
        }
        ByteArrayOutputStream lines = trailerLine();
        lines.write('\r');
        lines.write('\n');
        if (last) {
            trailers = HeadParser.fields(lines.toByteArray(), mostTrailers);
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

    private At size(byte b) throws Refused {
        int digit = b < 0 ? -1 : Character.digit(b, 16);
        if (digit >= 0 && digits < MOST_DIGITS) {
            left = left << 4 | digit;
            digits++;
            return At.SIZE;
        }
        if (digits == 0) {
            throw new Refused(Refusal.MALFORMED);
        }
        return afterSize(b);
    }

    private At afterSize(byte b) throws Refused {
        return switch (b) {
            case '\r' -> At.SIZE_LF;
            case ' ', '\t' -> counted(b, At.BLANK);
            case ';' -> counted(b, At.EXTENSION);
            default -> throw new Refused(Refusal.MALFORMED);
        };
    }

    private At counted(byte b, At next) throws Refused {
        if ((b >= 0 && b < ' ' && b != '\t') || ++extra > MOST_EXTRA) {
            throw new Refused(Refusal.MALFORMED);
        }
        return next;
    }

    private static void expect(byte b, char wanted) throws Refused {
        if (b != wanted) {
            throw new Refused(Refusal.MALFORMED);
        }
    }
}
