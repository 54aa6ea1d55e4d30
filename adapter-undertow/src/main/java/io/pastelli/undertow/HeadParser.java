package io.pastelli.undertow;

import io.pastelli.adapter.Refusal;
import io.pastelli.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a whole request head, strictly (RFC 9112 sections 3 and 5): what two parsers could read in two ways is refused. */
final class HeadParser {
    private static final boolean[] TOKEN = token();
    private static final String[] COMMON = {"GET", "POST", "HTTP/1.1", "HTTP/1.0"};

    private final byte[] bytes;
    private final int end;
    private int at;

    private HeadParser(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    /** Parses the head from {@code at} to {@code end}, its empty line included. */
    static Head parse(byte[] bytes, int at, int end, int headerCount) throws Refused {
        return new HeadParser(bytes, at, end).head(headerCount);
    }

    /** Parses the lines of a trailer section with the empty line behind them. */
    static Headers fields(byte[] lines, int headerCount) throws Refused {
        return new HeadParser(lines, 0, lines.length).headers(headerCount);
    }

    private Head head(int headerCount) throws Refused {
        while (bytes[at] == '\r') {
            at += 2; // empty lines before the request line (RFC 9112 section 2.2)
        }
        int methodEnd = until(' ');
        String method = common(at, methodEnd);
        check(isToken(method));
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
        Headers headers = headers(headerCount);
        return Framed.head(method, text(target, targetEnd), protocol, headers);
    }

    private static String protocol(String sent) throws Refused {
        return switch (sent) {
            case "HTTP/1.1", "HTTP/1.0" -> sent;
            default ->
                throw new Refused(sent.length() == 8 && sent.startsWith("HTTP/") && digit(sent.charAt(5))
                        && sent.charAt(6) == '.' && digit(sent.charAt(7))
                                ? Refusal.VERSION
                                : Refusal.MALFORMED);
        };
    }

    private Headers headers(int most) throws Refused {
        var fields = new String[16];
        int size = 0;
        while (bytes[at] != '\r') {
            if (size == most * 2) {
                throw new Refused(Refusal.HEADERS);
            }
            if (size == fields.length) {
                fields = Arrays.copyOf(fields, size * 2);
            }
            fields[size++] = name();
            fields[size++] = value();
        }
        return Headers.received(size == fields.length ? fields : Arrays.copyOf(fields, size));
    }

    /** Reads a name up to its colon, in lower case; a blank before the colon and a folded line are refused here. */
    private String name() throws Refused {
        int from = at;
        for (; bytes[at] != ':'; at++) {
            byte b = bytes[at];
            check(b >= 0 && TOKEN[b]);
            if (b >= 'A' && b <= 'Z') {
                bytes[at] = (byte) (b | 0x20);
            }
        }
        check(at > from);
        return text(from, at++);
    }

    private String value() throws Refused {
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
    private int until(char stop) throws Refused {
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
            if (is(common, from, to)) {
                return common;
            }
        }
        return text(from, to);
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private boolean is(String text, int from, int to) {
        boolean same = to - from == text.length();
        for (int i = 0; same && i < text.length(); i++) {
            same = bytes[from + i] == text.charAt(i);
        }
        return same;
    }

    private static boolean blank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Tells whether a text can be a method or the name of a field. */
    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128 || !TOKEN[c]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static void check(boolean good) throws Refused {
        if (!good) {
            throw new Refused(Refusal.MALFORMED);
        }
    }

    private static boolean[] token() {
        var token = new boolean[128];
        for (char c = 0; c < 128; c++) {
            token[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || digit(c)
                    || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }
        return token;
    }
}
