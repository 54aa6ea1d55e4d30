package io.pastelli.adapter.http1;

import io.pastelli.adapter.Refusal;
import io.pastelli.adapter.RefusedException;
import io.pastelli.adapter.RequestHead;
import io.pastelli.http.Headers;
import io.pastelli.http.Token;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a whole request head, strictly (RFC 9112 sections 3 and 5): what two parsers could read in two ways is refused.
 *
 * <p>
 * <b>Threading:</b> one thread at a time. It keeps nothing of what it has read, and serves any number of connections.
 */
public final class HeadParser {
    private static final byte[] NOTHING = new byte[0];
    private static final String[] COMMON = {"GET", "POST", "HTTP/1.1", "HTTP/1.0"};

    private final int most;
    private String[] fields = new String[32];
    private int size;
    private byte[] bytes = NOTHING;
    private int at;
    private int end;

    /** Makes one that takes at most {@code fields} fields. */
    public HeadParser(int fields) {
        this.most = fields;
    }

    /**
     * Parses the head from {@code at} to {@code end}, which a {@link HeadScanner} has found; names become lower case there.
     *
     * @throws RefusedException for what is no head of HTTP/1.0 or 1.1, or has more fields
     */
    public RequestHead parse(byte[] bytes, int at, int end) throws RefusedException {
        begin(bytes, at, end);
        try {
            return head();
        } finally {
            forget();
        }
    }

    /** Parses the lines of a trailer section with the empty line behind them. */
    Headers fields(byte[] lines) throws RefusedException {
        begin(lines, 0, lines.length);
        return headers();
    }

    private void begin(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    private void forget() {
        bytes = NOTHING;
        Arrays.fill(fields, 0, size, null);
        size = 0;
    }

    private RequestHead head() throws RefusedException {
        while (bytes[at] == '\r') {
            at += 2; // empty lines before the request line (RFC 9112 section 2.2)
        }
        int methodEnd = until(' ');
        String method = common(at, methodEnd);
        check(Token.is(method));
        at = methodEnd + 1;
        int target = at;
        while (at < end && (bytes[at] < 0 || bytes[at] > ' ')) {
            check(bytes[at++] != 0x7f);
        }
        int targetEnd = at;
        check(targetEnd > target && bytes[at++] == ' ');
        int lineEnd = until('\r');
        String protocol = protocol(common(at, lineEnd));
        at = lineEnd + 2;
        Headers headers = headers();
        return HeadRules.head(method, text(target, targetEnd), protocol, headers);
    }

    private static String protocol(String sent) throws RefusedException {
        return switch (sent) {
            case "HTTP/1.1", "HTTP/1.0" -> sent;
            default ->
                throw new RefusedException(
                        sent.length() == 8 && sent.startsWith("HTTP/") && digit(sent.charAt(5))
                                && sent.charAt(6) == '.' && digit(sent.charAt(7))
                                        ? Refusal.VERSION
                                        : Refusal.MALFORMED);
        };
    }

    private Headers headers() throws RefusedException {
        while (bytes[at] != '\r') {
            if (size == most * 2) {
                throw new RefusedException(Refusal.HEADERS);
            }
            if (size == fields.length) {
                fields = Arrays.copyOf(fields, size * 2);
            }
            fields[size++] = name();
            fields[size++] = value();
        }
        return Headers.received(Arrays.copyOf(fields, size));
    }

    /** Reads a name up to its colon, in lower case; a blank before the colon and a folded line are refused here. */
    private String name() throws RefusedException {
        int from = at;
        int hash = 0;
        for (; bytes[at] != ':'; at++) {
            byte b = bytes[at];
            check(Token.may(b));
            if (b >= 'A' && b <= 'Z') {
                b |= 0x20;
                bytes[at] = b;
            }
            hash = 31 * hash + b;
        }
        check(at > from);
        String common = CommonNames.of(bytes, from, at, hash);
        String name = common == null ? text(from, at) : common;
        at++;
        return name;
    }

    private String value() throws RefusedException {
        int lineEnd = until('\r');
        int from = at;
        int to = lineEnd;
        while (from < to && blank(bytes[from])) {
            from++;
        }
        while (to > from && blank(bytes[to - 1])) {
            to--;
        }
        for (int i = from; i < to; i++) {
            check(bytes[i] != 0x7f);
        }
        at = lineEnd + 2;
        return text(from, to);
    }

    /** Returns the next place of {@code stop} in this line; a CR that is not followed by LF is refused. */
    private int until(char stop) throws RefusedException {
        int i = at;
        while (bytes[i] != stop && bytes[i] != '\r') {
            i++;
        }
        check(bytes[i] == stop && (stop != '\r' || bytes[i + 1] == '\n'));
        return i;
    }

    /** Returns a text that most requests have, mostly without making it. */
    private String common(int from, int to) {
        for (String common : COMMON) {
            if (CommonNames.is(common, bytes, from, to)) {
                return common;
            }
        }
        return text(from, to);
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean blank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static void check(boolean good) throws RefusedException {
        if (!good) {
            throw new RefusedException(Refusal.MALFORMED);
        }
    }
}
