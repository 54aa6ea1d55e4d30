package io.pastelli.plugs;

import io.pastelli.http.HttpException;
import io.pastelli.http.Token;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Takes a multipart body apart (RFC 2046 section 5.1.1) through one buffer of 16 KiB, part after part. */
final class MultipartReader {
    private static final int BUFFER = 16 * 1024;

    private final InputStream in;
    private final byte[] delimiter;
    private final int headerLength;
    private final LongConsumer progress;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private boolean begun;
    private long count;

    MultipartReader(InputStream in, String boundary, int headerLength, LongConsumer progress) {
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
        this.headerLength = headerLength;
        this.progress = progress;
        buffer[to++] = '\r'; // so that the first delimiter looks like the others
        buffer[to++] = '\n';
    }

    /** Goes to the next part, after {@link #body} of the one before, and returns its headers; empty after the last. */
    Optional<Map<String, String>> next() throws IOException {
        if (!begun) {
            begun = true;
            body(OutputStream.nullOutputStream()); // the preamble
        }
        if (peek(0) == '-' && peek(1) == '-') {
            from = to;
            in.transferTo(OutputStream.nullOutputStream()); // the epilogue, so that the connection can go on
            return Optional.empty();
        }
        while (peek(0) == ' ' || peek(0) == '\t') {
            from++;
        }
        require('\r');
        require('\n');
        return Optional.of(headers());
    }

    /** Copies what comes before the next delimiter and skips the delimiter. */
    void body(OutputStream into) throws IOException {
        for (;;) {
            int at = delimiterOrRest();
            into.write(buffer, from, at - from);
            from = at;
            if (to - from >= delimiter.length && matches(from, delimiter.length)) {
                from += delimiter.length;
                return;
            }
            if (!fill()) {
                throw new HttpException(400,
                        "the multipart body ends before its last boundary: send it whole");
            }
        }
    }

    /** Where the delimiter is, or may begin at the end of the buffer; else the end of the buffer. */
    private int delimiterOrRest() {
        for (int at = from; at < to; at++) {
            if (buffer[at] == '\r' && matches(at, Math.min(delimiter.length, to - at))) {
                return at;
            }
        }
        return to;
    }

    private boolean matches(int at, int length) {
        return Arrays.equals(buffer, at, at + length, delimiter, 0, length);
    }

    private Map<String, String> headers() throws IOException {
        var headers = new LinkedHashMap<String, String>();
        int left = headerLength;
        for (;;) {
            String line = line(left);
            if (line.isEmpty()) {
                return headers;
            }
            left -= line.length();
            int colon = line.indexOf(':');
            if (colon < 0 || !Token.is(line.substring(0, colon))) {
                throw new HttpException(400, "a part has a malformed header: send name: value");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            if (headers.put(name, line.substring(colon + 1).strip()) != null) {
                throw new HttpException(400, "a part has the header " + name + " twice: send it once");
            }
        }
    }

    /** Reads a line of at most so many bytes, up to CRLF. */
    private String line(int left) throws IOException {
        var line = new ByteArrayOutputStream(128);
        for (int c = take(); c != '\r'; c = take()) {
            if (line.size() >= left) {
                throw new HttpException(413,
                        "the headers of a part have more than " + headerLength + " bytes: send less");
            }
            if (c == '\n' || c == 0) {
                throw new HttpException(400, "a part has a malformed header: its lines end with CRLF");
            }
            line.write(c);
        }
        require('\n');
        return MultipartForm.utf8(line.toByteArray(), "a header of a part");
    }

    private void require(char expected) throws IOException {
        if (take() != expected) {
            throw new HttpException(400,
                    "the multipart body is malformed after a boundary: lines end with CRLF");
        }
    }

    private int take() throws IOException {
        int next = peek(0);
        if (next < 0) {
            throw new HttpException(400, "the multipart body ends in the middle of a part: send it whole");
        }
        from++;
        return next;
    }

    private int peek(int offset) throws IOException {
        while (to - from <= offset) {
            if (!fill()) {
                return -1;
            }
        }
        return buffer[from + offset] & 0xff;
    }

    /** Reads more behind what is there; {@code false} at the end of the body. */
    private boolean fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        int read = in.read(buffer, to, buffer.length - to);
        if (read <= 0) {
            return false;
        }
        to += read;
        count += read;
        progress.accept(count);
        return true;
    }
}
