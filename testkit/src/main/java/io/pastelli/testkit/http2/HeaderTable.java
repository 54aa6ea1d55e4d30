package io.pastelli.testkit.http2;

import io.pastelli.http.Headers.Field;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** The static and the dynamic table of one direction (RFC 7541 section 2.3). */
final class HeaderTable {
    /** What an entry counts beside its text (RFC 7541 section 4.1). */
    private static final int OVERHEAD = 32;
    /** RFC 7541 appendix A: name, or name and value. */
    private static final List<Field> STATIC = Stream.of(":authority", ":method GET", ":method POST",
            ":path /",
            ":path /index.html", ":scheme http", ":scheme https", ":status 200", ":status 204", ":status 206",
            ":status 304", ":status 400", ":status 404", ":status 500", "accept-charset",
            "accept-encoding gzip, deflate", "accept-language", "accept-ranges", "accept",
            "access-control-allow-origin", "age", "allow", "authorization", "cache-control",
            "content-disposition", "content-encoding", "content-language", "content-length",
            "content-location", "content-range", "content-type", "cookie", "date", "etag", "expect",
            "expires",
            "from", "host", "if-match", "if-modified-since", "if-none-match", "if-range",
            "if-unmodified-since", "last-modified", "link", "location", "max-forwards", "proxy-authenticate",
            "proxy-authorization", "range", "referer", "refresh", "retry-after", "server", "set-cookie",
            "strict-transport-security", "transfer-encoding", "user-agent", "vary", "via", "www-authenticate")
            .map(entry -> entry.split(" ", 2))
            .map(parts -> new Field(parts[0], parts.length > 1 ? parts[1] : "")).toList();

    private final int most;
    private final Deque<Field> entries = new ArrayDeque<>();
    private int limit;
    private int size;

    /** Makes a table of at most so many bytes, as SETTINGS_HEADER_TABLE_SIZE allows. */
    HeaderTable(int most) {
        this.most = most;
        this.limit = most;
    }

    Field get(int index) throws IOException {
        if (index >= 1 && index <= STATIC.size()) {
            return STATIC.get(index - 1);
        }
        return entries.stream().skip(Math.max(0, index - STATIC.size() - 1L)).findFirst()
                .filter(entry -> index > 0)
                .orElseThrow(() -> new IOException("no table has the index " + index));
    }

    void add(Field field) {
        entries.addFirst(field);
        size += size(field);
        evict();
    }

    void resize(int bytes) throws IOException {
        if (bytes > most) {
            throw new IOException("a table of " + bytes + " bytes was not allowed");
        }
        limit = bytes;
        evict();
    }

    private void evict() {
        while (size > limit) {
            size -= size(entries.removeLast());
        }
    }

    private static int size(Field field) {
        return field.name().length() + field.value().length() + OVERHEAD;
    }
}
