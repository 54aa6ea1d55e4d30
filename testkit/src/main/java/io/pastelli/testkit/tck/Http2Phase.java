package io.pastelli.testkit.tck;

import io.pastelli.testkit.http2.Frame;
import io.pastelli.testkit.http2.Http2Client;
import java.io.IOException;

/** How far a stream is when its client leaves; the paths are those of {@link Departing}. */
enum Http2Phase {
    IDLE_STREAM {
        @Override
        int enter(Http2Client client) throws IOException {
            int stream = client.get("/stream");
            client.await("the first chunk", each -> each.is(Frame.DATA, stream));
            return stream;
        }
    },
    HELD_POLL {
        @Override
        int enter(Http2Client client) throws IOException {
            return client.get("/hold");
        }
    },
    POST_FULLY_READ {
        @Override
        int enter(Http2Client client) throws IOException {
            int stream = client.post("/read-stream");
            client.send(Frame.data(stream, false, "hel"), Frame.data(stream, true, "lo"));
            client.await("the first chunk", each -> each.is(Frame.DATA, stream));
            return stream;
        }
    },
    HALF_READ_UPLOAD {
        @Override
        int enter(Http2Client client) throws IOException {
            int stream = client.post("/read", "content-length", "500");
            client.send(Frame.data(stream, false, "hello"));
            return stream;
        }
    },
    HALF_SENT_UPLOAD_NOBODY_READS {
        @Override
        int enter(Http2Client client) throws IOException {
            int stream = client.post("/hold");
            client.send(Frame.data(stream, false, "hello"));
            return stream;
        }
    };

    /** Brings a new stream into this phase, as far as its client can see, and returns it. */
    abstract int enter(Http2Client client) throws IOException;
}
