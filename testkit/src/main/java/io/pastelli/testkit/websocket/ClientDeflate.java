package io.pastelli.testkit.websocket;

import io.pastelli.http.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The client's side of compression (RFC 7692); with context takeover each message builds on those before. */
public final class ClientDeflate implements AutoCloseable {
    private final boolean takeover;
    private final boolean serversTakeover;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final Inflater inflater = new Inflater(true);

    /** Makes one, with takeover both ways or without. */
    public ClientDeflate(boolean takeover) {
        this(takeover, takeover);
    }

    /** Makes one, with takeover of the client's own messages, of the server's, of both or of neither. */
    public ClientDeflate(boolean takeover, boolean serversTakeover) {
        this.takeover = takeover;
        this.serversTakeover = serversTakeover;
    }

    /** Returns the frame compressed, with RSV1 set. */
    public WebSocketFrame compress(WebSocketFrame frame) {
        if (!takeover) {
            deflater.reset();
        }
        deflater.setInput(frame.payload().toByteArray());
        var all = new ByteArrayOutputStream();
        var block = new byte[8 * 1024];
        int some = deflater.deflate(block, 0, block.length, Deflater.SYNC_FLUSH);
        while (some > 0) {
            all.write(block, 0, some);
            some = some < block.length ? 0 : deflater.deflate(block, 0, block.length, Deflater.SYNC_FLUSH);
        }
        return new WebSocketFrame(frame.fin(), 4, frame.opcode(), frame.masked(),
                Bytes.of(all.toByteArray(), 0, all.size() - 4));
    }

    /** Returns the payload of a frame, decompressed when RSV1 is set. */
    public Bytes decompress(WebSocketFrame frame) {
        if (frame.rsv() != 4) {
            return frame.payload();
        }
        if (!serversTakeover) {
            inflater.reset();
        }
        var compressed = new ByteArrayOutputStream();
        compressed.writeBytes(frame.payload().toByteArray());
        compressed.writeBytes(new byte[]{0, 0, (byte) 0xff, (byte) 0xff});
        inflater.setInput(compressed.toByteArray());
        var all = new ByteArrayOutputStream();
        var block = new byte[8 * 1024];
        try {
            for (int some = inflater.inflate(block); some > 0; some = inflater.inflate(block)) {
                all.write(block, 0, some);
            }
        } catch (DataFormatException e) {
            throw new AssertionError("the server's compressed message is not well-formed", e);
        }
        return Bytes.of(all.toByteArray());
    }

    @Override
    public void close() {
        deflater.end();
        inflater.end();
    }
}
