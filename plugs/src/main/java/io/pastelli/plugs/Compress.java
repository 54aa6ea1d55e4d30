package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.conn.State;
import io.pastelli.http.Bytes;
import io.pastelli.owner.Owner;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compresses responses with gzip or deflate as the client likes (RFC 9110 sections 8.4 and 12.5.3).
 *
 * <p>
 * What is compressed: whole bodies of the listed content types from a minimum size on, and streams of those types, of
 * which each chunk is flushed so that the client can read it at once. Event streams only when asked for, since each open
 * one then holds about 256 KiB outside the heap. Never: files ({@code Static} sends ready-made ones), partial responses,
 * what has a {@code content-encoding} already, or {@code cache-control: no-transform}.
 *
 * <p>
 * Eligible responses vary by {@code accept-encoding}; a compressed one has a weak {@code etag}. Do not compress pages
 * that hold a secret beside what a stranger can put in (BREACH).
 *
 * <p>
 * It works in a before-send callback, so put it early: what is registered later runs before it.
 *
 * <p>
 * <b>Threading:</b> immutable, safe to share.
 */
public final class Compress implements Plug {
    private final Options options;

    /**
     * What is compressed.
     *
     * @param types content types, lower case: exact, {@code text/*}, or {@code *+json}
     * @param minimum the smallest body in bytes; streams have none
     * @param eventStreams whether {@code text/event-stream} is compressed too
     */
    public record Options(List<String> types, int minimum, boolean eventStreams) {
        /** Text, JSON, XML, scripts, SVG and WebAssembly, from 1 KiB on, no event streams. */
        public static final Options DEFAULT = new Options(List.of("text/*", "application/json", "*+json",
                "application/xml", "*+xml", "application/javascript", "application/x-ndjson",
                "application/manifest+json", "application/wasm", "image/svg+xml"), 1024, false);

        /** Checks the options. */
        public Options {
            types = types.stream().map(type -> type.toLowerCase(Locale.ROOT)).toList();
            if (minimum < 0) {
                throw new IllegalArgumentException("minimum is negative: use 0 to compress everything");
            }
        }

        /** Returns a copy with these content types. */
        public Options withTypes(String... changed) {
            return new Options(List.of(changed), minimum, eventStreams);
        }

        /** Returns a copy with this smallest body in bytes. */
        public Options withMinimum(int bytes) {
            return new Options(types, bytes, eventStreams);
        }

        /** Returns a copy that compresses event streams too. */
        public Options withEventStreams() {
            return new Options(types, minimum, true);
        }

        boolean wants(String contentType) {
            String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            return type.equals("text/event-stream")
                    ? eventStreams
                    : types.stream().anyMatch(pattern -> pattern.equals(type)
                            || (pattern.endsWith("/*")
                                    && type.startsWith(pattern.substring(0, pattern.length() - 1)))
                            || (pattern.startsWith("*") && type.endsWith(pattern.substring(1))));
        }
    }

    private Compress(Options options) {
        this.options = options;
    }

    /** Returns a plug with {@link Options#DEFAULT}. */
    public static Plug plug() {
        return plug(Options.DEFAULT);
    }

    /** Returns a plug with these options. */
    public static Plug plug(Options options) {
        return new Compress(options);
    }

    @Override
    public Conn call(Conn conn) {
        return conn.registerBeforeSend(this::compress);
    }

    private Conn compress(Conn conn) {
        if (!eligible(conn)) {
            return conn;
        }
        Conn varied = Vary.by(conn, "accept-encoding");
        Optional<ContentCoding> coding = ContentCoding.preferred(conn.reqHeaders().all("accept-encoding"));
        return coding.isEmpty() ? varied : coded(varied, coding.get());
    }

    private static Conn coded(Conn conn, ContentCoding coding) {
        Conn marked = conn.putRespHeader("content-encoding", coding.token());
        String etag = conn.respHeader("etag").orElse("");
        if (etag.startsWith("\"")) {
            marked = marked.putRespHeader("etag", "W/" + etag);
        }
        if (conn.state() == State.SET_CHUNKED) {
            var stream = new StreamDeflater(coding);
            Owner owner = conn.owner();
            stream.onFirstUse(() -> owner.monitor(exit -> stream.close()));
            return marked.putStreamCoding(stream);
        }
        return marked.resp(conn.status().orElse(200), coding.whole(conn.respBody().orElse(Bytes.empty())));
    }

    private boolean eligible(Conn conn) {
        int status = conn.status().orElse(0);
        boolean body = switch (conn.state()) {
            case SET -> conn.respBody().map(Bytes::size).orElse(0) >= Math.max(1, options.minimum());
            case SET_CHUNKED -> true;
            default -> false;
        };
        return body && status != 204 && status != 205 && status != 206 && status != 304
                && !conn.respHeaders().contains("content-encoding")
                && !conn.respHeaders().contains("content-range")
                && options.wants(conn.respHeader("content-type").orElse(""))
                && conn.respHeaders().all("cache-control").stream()
                        .noneMatch(value -> value.toLowerCase(Locale.ROOT).contains("no-transform"));
    }
}
