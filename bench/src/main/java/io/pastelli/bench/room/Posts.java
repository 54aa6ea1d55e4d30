package io.pastelli.bench.room;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pastelli.bench.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages as POSTs over one connection, whose responses have a length or come in chunks; cookies are kept. */
final class Posts implements Framing {
    private enum At {
        HEAD, BODY, SIZE, CHUNK, AFTER_CHUNK, TRAILER
    }

    private static final Pattern COOKIE = Pattern.compile("(?im)^set-cookie: *([^=;\\s]+=[^;\\s]*)");
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final String FIELDS = "POST " + Wire.BAYEUX
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    private final ByteArrayOutputStream head = new ByteArrayOutputStream(512);
    private At at = At.HEAD;
    private String cookies = "";
    private int ends; // bytes of the end of the head that were read
    private long left;

    @Override
    public boolean read(ByteBuffer in, Scan scan) throws IOException {
        while (in.hasRemaining()) {
            byte next = in.get();
            switch (at) {
                case HEAD -> {
                    head.write(next);
                    ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
                    if (ends == 2) {
                        head();
                    }
                }
                case BODY -> {
                    scan.take(next);
                    if (--left == 0) {
                        at = At.HEAD;
                        return true;
                    }
                }
                case SIZE -> {
                    if (next == '\n') {
                        at = left == 0 ? At.TRAILER : At.CHUNK;
                    } else if (next != '\r') {
                        left = (left << 4) | Character.digit(next, 16);
                    }
                }
                case CHUNK -> {
                    scan.take(next);
                    at = --left == 0 ? At.AFTER_CHUNK : At.CHUNK;
                }
                case AFTER_CHUNK -> at = next == '\n' ? At.SIZE : At.AFTER_CHUNK;
                case TRAILER -> {
                    if (next == '\n') {
                        at = At.HEAD;
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private void head() throws IOException {
        String text = head.toString(ISO_8859_1);
        head.reset();
        ends = 0;
        if (!text.startsWith("HTTP/1.1 200")) {
            throw new IOException("not a 200: " + text);
        }
        Matcher cookie = COOKIE.matcher(text);
        while (cookie.find()) {
            cookies = (cookies.isEmpty() ? "Cookie: " : cookies.strip() + "; ") + cookie.group(1) + "\r\n";
        }
        Matcher length = LENGTH.matcher(text);
        if (length.find()) {
            left = Long.parseLong(length.group(1));
            at = At.BODY;
        } else if (text.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
            left = 0;
            at = At.SIZE;
        } else {
            throw new IOException("neither a length nor chunks: " + text);
        }
    }

    @Override
    public ByteBuffer write(String message) {
        return ByteBuffer
                .wrap((FIELDS + cookies + "Content-Length: " + message.length() + "\r\n\r\n" + message)
                        .getBytes(US_ASCII));
    }
}
