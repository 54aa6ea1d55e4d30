package io.pastelli.plugs;

import io.pastelli.http.Accept;
import io.pastelli.http.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** The content codings that the JDK can write, the best first. */
enum ContentCoding {
    GZIP, DEFLATE;

    private static final List<String> TOKENS = Stream.of(values()).map(ContentCoding::token).toList();

    String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns a stream that compresses into {@code out} and flushes whole chunks. */
    DeflaterOutputStream into(ByteArrayOutputStream out) {
        try {
            return this == GZIP
                    ? new GZIPOutputStream(out, 8192, true)
                    : new DeflaterOutputStream(out, true); // deflate is zlib's format: RFC 9110 section 8.4.1.2
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Bytes whole(Bytes body) {
        var out = new ByteArrayOutputStream(body.size() / 3 + 64);
        try (var stream = into(out)) {
            stream.write(body.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Bytes.of(out.toByteArray());
    }

    /** Returns the coding that a client likes best, of equals the first one here; nothing when it likes none better. */
    static Optional<ContentCoding> preferred(List<String> acceptEncoding) {
        return Accept.bestCoding(acceptEncoding, TOKENS)
                .map(token -> ContentCoding.valueOf(token.toUpperCase(Locale.ROOT)));
    }
}
