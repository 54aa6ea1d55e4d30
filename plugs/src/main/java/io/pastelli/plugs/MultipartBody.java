package io.pastelli.plugs;

import io.pastelli.conn.BodyOptions;
import io.pastelli.conn.Conn;
import io.pastelli.http.HttpException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Parses {@code multipart/form-data} and {@code multipart/mixed} (RFC 7578, RFC 2046) while it comes in.
 *
 * <p>
 * A part with a file name is streamed into a temporary file that only this process's user may read, and becomes a
 * {@link io.pastelli.conn.Param.Upload}; the file is deleted when the request's owner ends, so move it to keep it. A
 * part without becomes a text, which is UTF-8 or 400. A file name that is empty (no file was chosen) and a part
 * without a name are skipped. A file that cannot be written whole is 507, and never an upload.
 *
 * @param length most bytes of all parts with their headers, then 413; default 8 000 000
 * @param textLength most bytes of all texts together, which are kept in memory, then 413; default 1 000 000
 * @param parts most parts, then 413; default 1000
 * @param headerLength most bytes of the headers of one part, then 413; default 8192
 * @param directory where the files go; default the JVM's directory for temporary files
 * @param timeout longest wait for more bytes, then 408; default 15 s
 * @param progress who is told how far a body has come in; default nobody
 */
public record MultipartBody(long length, int textLength, int parts, int headerLength, Path directory,
        Duration timeout, UploadProgress progress) implements BodyParser {
    /** The defaults. */
    public static final MultipartBody DEFAULT = new MultipartBody(8_000_000, 1_000_000, 1000, 8192,
            Path.of(System.getProperty("java.io.tmpdir")), BodyOptions.DEFAULT.timeout(),
            UploadProgress.NONE);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException for a limit below 1
     */
    public MultipartBody {
        if (length < 1 || textLength < 1 || parts < 1 || headerLength < 1) {
            throw new IllegalArgumentException("multipart limits are at least 1");
        }
    }

    /** Returns this parser with another most length of everything, in bytes. */
    public MultipartBody withLength(long bytes) {
        return new MultipartBody(bytes, textLength, parts, headerLength, directory, timeout, progress);
    }

    /** Returns this parser with another most length of all texts, in bytes. */
    public MultipartBody withTextLength(int bytes) {
        return new MultipartBody(length, bytes, parts, headerLength, directory, timeout, progress);
    }

    /** Returns this parser with another most number of parts. */
    public MultipartBody withParts(int most) {
        return new MultipartBody(length, textLength, most, headerLength, directory, timeout, progress);
    }

    /** Returns this parser with another most length of a part's headers, in bytes. */
    public MultipartBody withHeaderLength(int bytes) {
        return new MultipartBody(length, textLength, parts, bytes, directory, timeout, progress);
    }

    /** Returns this parser with another directory for uploads; it has to exist. */
    public MultipartBody withDirectory(Path where) {
        return new MultipartBody(length, textLength, parts, headerLength, where, timeout, progress);
    }

    /** Returns this parser with another time-out. */
    public MultipartBody withTimeout(Duration longest) {
        return new MultipartBody(length, textLength, parts, headerLength, directory, longest, progress);
    }

    /** Returns this parser with somebody who is told how far a body has come in. */
    public MultipartBody withProgress(UploadProgress listener) {
        return new MultipartBody(length, textLength, parts, headerLength, directory, timeout, listener);
    }

    @Override
    public boolean accepts(ContentType type) {
        return type.is("multipart", "form-data") || type.is("multipart", "mixed");
    }

    @Override
    public Conn parse(Conn conn, ContentType type) throws IOException {
        return parse(conn, type, Uploads.in(directory));
    }

    Conn parse(Conn conn, ContentType type, Uploads uploads) throws IOException {
        String boundary = type.params().getOrDefault("boundary", "");
        if (!isBoundary(boundary)) {
            throw new HttpException(400,
                    "multipart needs a boundary of 1 to 70 characters in its content type");
        }
        var body = BodyStream.of(conn, length, BodyOptions.DEFAULT.withTimeout(timeout));
        conn.owner().monitor(exit -> uploads.end());
        try {
            var reader = new MultipartReader(body, boundary, headerLength,
                    bytes -> progress.received(conn, bytes, body.declared()));
            var form = new MultipartForm(reader, this, uploads);
            return conn.putBodyParams(form.read());
        } catch (RuntimeException | IOException | Error e) {
            uploads.end();
            throw e;
        }
    }

    /** RFC 2046 section 5.1.1. */
    private static boolean isBoundary(String text) {
        return !text.isEmpty() && text.length() <= 70 && !text.endsWith(" ")
                && text.chars()
                        .allMatch(c -> alphanumeric(c) || "'()+_,-./:=? ".indexOf(c) >= 0);
    }

    private static boolean alphanumeric(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
