package io.pastelli.examples.notes;

import io.pastelli.conn.Conn;
import io.pastelli.conn.SseEvent;
import io.pastelli.http.HttpException;
import io.pastelli.plugs.UploadProgress;
import io.pastelli.push.sse.Connections;

/**
 * Tells a page how far its upload has come in. The page makes up a name, opens an event stream under it, and sends its
 * form with {@code ?upload=} that name.
 */
final class Uploading implements UploadProgress {
    private final Connections pages = new Connections();

    /** Checks the name before the stream is opened. */
    Conn named(Conn conn) {
        if (!conn.pathParam("id").matches("[0-9a-f]{16,64}")) {
            throw new HttpException(400, "name an upload with 16 to 64 hexadecimal digits");
        }
        return conn.assign(Conn.INIT_CHUNK, "event: ready\ndata: 0\n\n");
    }

    Conn watch(Conn stream) {
        pages.register(key(stream, stream.pathParam("id")), stream);
        return stream;
    }

    @Override
    public void received(Conn conn, long bytes, long of) {
        long before = Math.max(0, bytes - 16 * 1024) * 100 / Math.max(1, of);
        long percent = bytes * 100 / Math.max(1, of);
        if (percent > before) {
            conn.queryParam("upload").ifPresent(id -> pages.send(key(conn, id),
                    SseEvent.of(String.valueOf(Math.min(100, percent))).named("progress")));
        }
    }

    /** Nobody watches what others upload. */
    private static String key(Conn conn, String id) {
        return Login.user(conn) + "/" + id;
    }
}
