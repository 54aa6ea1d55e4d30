package io.pastelli.undertow;

import io.pastelli.adapter.Http2;
import io.pastelli.adapter.Limits;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Checks the frames of a client (RFC 9113 section 6) and takes them apart. Header blocks are collected, within a bound,
 * and decoded whole; what costs the client little and the server much is counted.
 *
 * <p>
 * <b>Threading:</b> the connection's I/O thread only.
 */
final class Http2Input implements FrameReader.Sink {
    private static final int HEADS_IN_BLOCK = 8; // a block this many times over the limits is not decoded any more

    private final Http2Connection connection;
    private final Http2Streams streams;
    private final HeaderCoder coder;
    private final Limits limits;
    private final FloodMeter resets;
    private final FloodMeter noise;
    private byte[] block = new byte[0];
    private int blockStream;
    private boolean blockEnds;
    private boolean settled;

    Http2Input(Http2Connection connection, Http2Streams streams, HeaderCoder coder, Limits limits,
            Http2 options) {
        this.connection = connection;
        this.streams = streams;
        this.coder = coder;
        this.limits = limits;
        this.resets = new FloodMeter(options.resets(), options.resetWindow());
        this.noise = new FloodMeter(options.resets(), options.resetWindow());
    }

    /** Tells whether a header block has begun to arrive. */
    boolean inBlock() {
        return blockStream != 0;
    }

    /** Counts a stream that ended by the client's fault. */
    void countReset() throws Http2Error {
        resets.count("reset streams");
    }

    @Override
    public boolean open() {
        return connection.accepting();
    }

    @Override
    public void frame(int type, int flags, int stream, ByteBuffer payload) throws Http2Error {
        try {
            take(type, flags, stream, payload);
        } catch (Http2Error e) {
            if (e.stream() == 0) {
                throw e;
            }
            countReset();
            streams.refuse(e);
        }
    }

    private void take(int type, int flags, int stream, ByteBuffer payload) throws Http2Error {
        require(settled || type == Http2Codes.SETTINGS, "the first frame is SETTINGS");
        require(blockStream == 0 || (type == Http2Codes.CONTINUATION && stream == blockStream),
                "a header block goes on with CONTINUATION");
        switch (type) {
            case Http2Codes.DATA -> data(flags, stream, payload);
            case Http2Codes.HEADERS -> headers(flags, stream, payload);
            case Http2Codes.CONTINUATION -> {
                require(blockStream != 0, "a CONTINUATION goes on with a header block");
                if (payload.remaining() == 0) {
                    noise.count("empty frames");
                }
                collect(flags, payload);
            }
            case Http2Codes.PRIORITY -> {
                require(stream != 0, "PRIORITY has a stream");
                size(payload.remaining() == 5, stream);
                if ((payload.getInt() & 0x7fff_ffff) == stream) {
                    throw Http2Error.stream(Http2Codes.PROTOCOL_ERROR, stream,
                            "a stream cannot depend on itself");
                }
            }
            case Http2Codes.RST_STREAM -> {
                size(payload.remaining() == 4, 0);
                require(stream != 0 && stream <= streams.last(), "RST_STREAM for a stream that never was");
                countReset();
                streams.resetByClient(stream, payload.getInt() & 0xffff_ffffL);
            }
            case Http2Codes.SETTINGS -> settings(flags, stream, payload);
            case Http2Codes.PUSH_PROMISE -> require(false, "a client pushes nothing");
            case Http2Codes.PING -> ping(flags, stream, payload);
            case Http2Codes.GOAWAY -> {
                require(stream == 0, "GOAWAY has no stream");
                size(payload.remaining() >= 8, 0);
                connection.peerGoesAway();
            }
            case Http2Codes.WINDOW_UPDATE -> {
                size(payload.remaining() == 4, 0);
                streams.window(stream, payload.getInt() & 0x7fff_ffff);
            }
            default -> noise.count("unknown frames");
        }
    }

    private void data(int flags, int stream, ByteBuffer payload) throws Http2Error {
        require(stream != 0, "DATA has a stream");
        int size = payload.remaining();
        unpad(flags, payload);
        boolean last = (flags & Http2Codes.END_STREAM) != 0;
        if (!payload.hasRemaining() && !last) {
            noise.count("empty frames");
        }
        connection.received(size);
        streams.data(stream, payload, size, last);
    }

    private void headers(int flags, int stream, ByteBuffer payload) throws Http2Error {
        require(stream % 2 == 1, "a client's streams have odd numbers");
        unpad(flags, payload);
        if ((flags & Http2Codes.PRIORITISED) != 0) {
            size(payload.remaining() >= 5, 0);
            // no error of the stream alone: its fields have to be decoded
            require((payload.getInt() & 0x7fff_ffff) != stream, "a stream cannot depend on itself");
            payload.get();
        }
        blockStream = stream;
        blockEnds = (flags & Http2Codes.END_STREAM) != 0;
        collect(flags, payload);
    }

    private void collect(int flags, ByteBuffer payload) throws Http2Error {
        int before = block.length;
        if (before + payload.remaining() > HEADS_IN_BLOCK * (limits.requestLine() + limits.headers())) {
            throw Http2Error.connection(Http2Codes.ENHANCE_YOUR_CALM, "the header block is much too large");
        }
        block = Arrays.copyOf(block, before + payload.remaining());
        payload.get(block, before, payload.remaining());
        if ((flags & Http2Codes.END_HEADERS) != 0) {
            int stream = blockStream;
            byte[] whole = block;
            blockStream = 0;
            block = new byte[0];
            var fields = new HeaderFields(limits);
            coder.decode(ByteBuffer.wrap(whole), fields); // always: the next block builds on it
            streams.headers(stream, fields, blockEnds);
        }
    }

    private void settings(int flags, int stream, ByteBuffer payload) throws Http2Error {
        require(stream == 0, "SETTINGS have no stream");
        if ((flags & Http2Codes.ACK) != 0) {
            size(!payload.hasRemaining(), 0);
            return;
        }
        size(payload.remaining() % 6 == 0, 0);
        noise.count("settings");
        settled = true;
        while (payload.hasRemaining()) {
            setting(payload.getShort() & 0xffff, payload.getInt());
        }
        connection.output().send(Frames.settingsAck());
    }

    private void setting(int setting, int value) throws Http2Error {
        switch (setting) {
            case Http2Codes.HEADER_TABLE_SIZE -> coder.tableSize(value < 0 ? Integer.MAX_VALUE : value);
            case Http2Codes.ENABLE_PUSH -> require(value == 0 || value == 1, "push is on or off");
            case Http2Codes.INITIAL_WINDOW_SIZE -> {
                if (value < 0) {
                    throw Http2Error.connection(Http2Codes.FLOW_CONTROL_ERROR,
                            "the initial window is too large");
                }
                streams.initialWindow(value);
            }
            case Http2Codes.MAX_FRAME_SIZE ->
                require(value >= Http2Codes.FRAME_SIZE && value <= 0xff_ffff, "no such frame size");
            default -> {
                // no business of a server
            }
        }
    }

    private void ping(int flags, int stream, ByteBuffer payload) throws Http2Error {
        require(stream == 0, "PING has no stream");
        size(payload.remaining() == 8, 0);
        if ((flags & Http2Codes.ACK) == 0) {
            noise.count("pings");
            connection.output().send(Frames.ping(payload.getLong(), true));
        }
    }

    private static void unpad(int flags, ByteBuffer payload) throws Http2Error {
        if ((flags & Http2Codes.PADDED) != 0) {
            size(payload.hasRemaining(), 0);
            int padding = payload.get() & 0xff;
            require(padding <= payload.remaining(), "more padding than frame");
            payload.limit(payload.limit() - padding);
        }
    }

    private static void require(boolean good, String what) throws Http2Error {
        if (!good) {
            throw Http2Error.connection(Http2Codes.PROTOCOL_ERROR, what);
        }
    }

    private static void size(boolean good, int stream) throws Http2Error {
        if (!good) {
            throw stream == 0
                    ? Http2Error.connection(Http2Codes.FRAME_SIZE_ERROR, "a frame has a wrong size")
                    : Http2Error.stream(Http2Codes.FRAME_SIZE_ERROR, stream, "a frame has a wrong size");
        }
    }
}
