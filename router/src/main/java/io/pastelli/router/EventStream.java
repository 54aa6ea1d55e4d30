package io.pastelli.router;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;

/** Opens an event stream and hands it on. */
record EventStream(Plug before, Plug opened) implements Plug {
    @Override
    public Conn call(Conn conn) throws Exception {
        Conn ready = before
                .call(conn.putRespContentType("text/event-stream").putRespHeader("cache-control", "no-cache")
                        .putRespHeader("x-accel-buffering", "no"));
        if (ready.halted()) {
            return ready;
        }
        Conn stream = ready.sendChunked(200);
        return conn.method().equals("HEAD") ? stream : opened.call(stream);
    }
}
