package io.pastelli.undertow;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.Refusal;
import io.pastelli.adapter.RequestHead;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpDate;
import io.pastelli.owner.Exit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one connection (RFC 9113 section 5.1): opens them, and passes on to each what concerns it alone.
 *
 * <p>
 * <b>Threading:</b> the connection's I/O thread only.
 */
final class Http2Streams {
    private static final System.Logger LOG = System.getLogger(Http2Streams.class.getName());
    private static final int MOST_FORGOTTEN = 512;

    private final Http2Connection connection;
    private final int most;
    private final Map<Integer, Http2Stream> running = new HashMap<>();
    private final Deque<Integer> forgotten = new ArrayDeque<>(); // reset by us: what was on its way is no fault
    private int last;
    private int sendWindow = Http2Codes.WINDOW;

    Http2Streams(Http2Connection connection, int most) {
        this.connection = connection;
        this.most = most;
    }

    /** Returns the last one that was opened. */
    int last() {
        return last;
    }

    boolean none() {
        return running.isEmpty();
    }

    boolean has(Http2Stream stream) {
        return running.containsKey(stream.id());
    }

    void headers(int id, HeaderFields fields, boolean ended) throws Http2Error {
        Http2Stream stream = running.get(id);
        if (stream != null) {
            trailers(stream, fields, ended);
        } else if (id > last) {
            last = id;
            open(id, fields, ended);
        } else if (!forgotten.contains(id)) {
            throw Http2Error.connection(Http2Codes.STREAM_CLOSED, "HEADERS on a closed stream");
        }
    }

    private static void trailers(Http2Stream stream, HeaderFields fields, boolean ended) throws Http2Error {
        if (stream.upload().ended()) {
            throw Http2Error.stream(Http2Codes.STREAM_CLOSED, stream.id(), "HEADERS behind the end");
        }
        if (!ended || fields.tooLong() || fields.tooMany()) {
            throw Http2Error.stream(Http2Codes.PROTOCOL_ERROR, stream.id(), "these are no trailers");
        }
        stream.upload().trailers(Http2Head.trailers(stream.id(), fields));
    }

    private void open(int id, HeaderFields fields, boolean ended) throws Http2Error {
        if (connection.leaving()) {
            reset(id, Http2Codes.REFUSED_STREAM);
            return;
        }
        if (running.size() >= most) {
            throw Http2Error.stream(Http2Codes.REFUSED_STREAM, id, "too many streams");
        }
        Refusal refusal = fields.tooLong() ? Refusal.REQUEST_LINE : fields.tooMany() ? Refusal.HEADERS : null;
        RequestHead head = refusal == null ? Http2Head.of(id, fields, ended) : unread();
        var stream = new Http2Stream(id, connection, head, sendWindow);
        running.put(id, stream);
        if (ended) {
            stream.upload().end();
        }
        if (refusal == null) {
            receive(stream);
        } else {
            answer(stream, refusal);
        }
    }

    private void receive(Http2Stream stream) {
        try {
            connection.loop().receiver().receive(stream);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "a receiver threw, which it must not: the stream is reset", e);
            stream.reset(Http2Codes.INTERNAL_ERROR);
        }
    }

    /** Answers a request that no plug sees. */
    private static void answer(Http2Stream stream, Refusal refusal) {
        byte[] body = Refusal.body(refusal.status(), refusal.sentence()).getBytes(StandardCharsets.UTF_8);
        Headers headers = Headers.of("date", HttpDate.format(Instant.now()), "content-type",
                "text/plain; charset=utf-8", "content-length", String.valueOf(body.length));
        stream.begin(new ResponseHead(refusal.status(), headers, Framing.LENGTH), ByteBuffer.wrap(body), true,
                Untold.INSTANCE);
    }

    private static RequestHead unread() {
        return new RequestHead("GET", "/", "HTTP/2", Headers.empty(), RequestHead.UNDECLARED, true, false,
                Optional.empty());
    }

    void data(int id, ByteBuffer payload, int size, boolean ended) throws Http2Error {
        Http2Stream stream = find(id);
        if (stream != null) {
            if (stream.upload().ended()) {
                throw Http2Error.stream(Http2Codes.STREAM_CLOSED, id, "DATA behind the end");
            }
            stream.upload().data(payload, size, ended);
        } else if (!forgotten.contains(id)) {
            throw Http2Error.stream(Http2Codes.STREAM_CLOSED, id, "DATA on a closed stream");
        }
    }

    void resetByClient(int id, long code) throws Http2Error {
        Http2Stream stream = find(id);
        if (stream != null) {
            stream.gone(new Exit.ClientReset(OptionalLong.of(code)));
            stream.end(new IOException("the client has reset the stream"));
        }
    }

    void window(int id, int increment) throws Http2Error {
        if (increment == 0) {
            String what = "a window opened by nothing";
            throw id == 0
                    ? Http2Error.connection(Http2Codes.PROTOCOL_ERROR, what)
                    : Http2Error.stream(Http2Codes.PROTOCOL_ERROR, id, what);
        }
        if (id == 0) {
            connection.output().open(increment);
            return;
        }
        Http2Stream stream = find(id);
        if (stream != null) {
            stream.sender().open(increment);
        }
    }

    /** Takes the client's SETTINGS_INITIAL_WINDOW_SIZE, which holds for open streams, too. */
    void initialWindow(int size) throws Http2Error {
        int change = size - sendWindow;
        sendWindow = size;
        for (Http2Stream stream : List.copyOf(running.values())) {
            stream.sender().open(change);
        }
    }

    private @Nullable Http2Stream find(int id) throws Http2Error {
        if (id > last || id % 2 == 0) {
            throw Http2Error.connection(Http2Codes.PROTOCOL_ERROR, "a frame for a stream that never was");
        }
        return running.get(id);
    }

    /** Ends a stream for what the client has done. */
    void refuse(Http2Error error) {
        Http2Stream stream = running.get(error.stream());
        if (stream != null) {
            stream.gone(new Exit.ClientReset(OptionalLong.of(error.code())));
            stream.end(new IOException(error.getMessage()));
        }
        reset(error.stream(), error.code());
    }

    /** Sends RST_STREAM. */
    void reset(int id, int code) {
        if (forgotten.size() == MOST_FORGOTTEN) {
            forgotten.remove();
        }
        forgotten.add(id);
        connection.output().send(Frames.reset(id, code));
    }

    void remove(Http2Stream stream) {
        if (running.remove(stream.id(), stream)) {
            connection.streamEnded();
        }
    }

    /** The client has gone, for all streams alike. */
    void gone(Exit exit) {
        var all = List.copyOf(running.values());
        all.forEach(stream -> stream.gone(exit)); // all are told before the first is cleaned up
        all.forEach(stream -> stream.end(new IOException("the connection is closed")));
    }

    void departAll(Exit exit) {
        List.copyOf(running.values()).forEach(stream -> stream.depart(exit));
    }
}
