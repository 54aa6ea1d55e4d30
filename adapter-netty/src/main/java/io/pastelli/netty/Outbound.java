package io.pastelli.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.pastelli.adapter.Completion;
import io.pastelli.adapter.FilePart;
import io.pastelli.http.Headers;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The one write that is under way on a connection: copied piece by piece into the channel's buffer, never above its
 * high-water mark, and complete when all is there and there is room again. A file is the channel's own work.
 *
 * <p>
 * <b>Threading:</b> the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, and that is an event
final class Outbound {
    private static final int PIECE = 32 * 1024;
    private static final int FRAME = 24; // a chunk's size line, its end and the last chunk
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Channel channel;
    private final Runnable answered;
    private @Nullable Completion completion;
    private ByteBuffer rest = NOTHING;
    private @Nullable ByteBuf started;
    private Headers trailers = Headers.empty();
    private boolean last;
    private boolean chunked;
    private boolean inChunk;
    private boolean accepted;
    private boolean busy;
    private boolean transferring;
    private final boolean secured;

    /** Makes one that runs {@code answered} after each response whose last byte was accepted. */
    Outbound(Channel channel, Runnable answered) {
        this.channel = channel;
        this.answered = answered;
        this.secured = channel.pipeline().get(SslHandler.class) != null; // the handshake is over
    }

    /** Returns a buffer for a head and what follows it at once. */
    ByteBuf forHead(int bodyBytes) {
        return channel.alloc().directBuffer(256 + Math.min(bodyBytes, PIECE) + FRAME);
    }

    /** Begins a response with {@code head}, whose reference goes over. */
    void begin(ByteBuf head, ByteBuffer first, boolean last, boolean chunked, Headers trailers,
            Completion completion) {
        this.started = head;
        this.chunked = chunked;
        write(first, last, trailers, completion);
    }

    /** Writes; {@code trailers} go out after the last chunk. */
    void write(ByteBuffer bytes, boolean last, Headers trailers, Completion completion) {
        this.trailers = trailers;
        this.rest = bytes;
        this.last = last;
        this.completion = completion;
        this.inChunk = false;
        this.accepted = !bytes.hasRemaining() && !(last && chunked) && started == null;
        progress();
    }

    /** Writes the head and a whole body that the channel takes from a file; both go over. */
    void transfer(ByteBuf head, FilePart part, Completion completion) {
        this.completion = completion;
        this.last = true;
        this.transferring = true;
        channel.write(head, promise());
        new FileTransfer(channel, part, this, completion).start();
    }

    /** The kernel has taken all of the file. */
    void transferred() {
        transferring = false;
        complete();
    }

    /** Tells whether a write is under way. */
    boolean pending() {
        return completion != null;
    }

    /** Goes on as far as the channel takes bytes. */
    void progress() {
        if (busy || transferring) {
            return; // called from within: the loop below goes on; or the channel goes on by itself
        }
        busy = true;
        try {
            while (completion != null) {
                if (!channel.isWritable()) {
                    channel.flush();
                    if (!channel.isWritable()) {
                        return;
                    }
                } else if (!accepted) {
                    channel.write(piece(), promise());
                } else {
                    complete();
                }
            }
        } finally {
            busy = false;
        }
    }

    /** Fails the write that is under way, if any. */
    void fail(Throwable cause) {
        Completion told = completion;
        completion = null;
        if (started != null) {
            started.release();
            started = null;
        }
        if (told != null) {
            told.failed(cause);
        }
    }

    private void complete() {
        if (!last) {
            channel.flush();
        }
        Completion told = completion;
        if (told != null) { // the flush may have found the client gone
            completion = null;
            rest = NOTHING; // an idle stream keeps no more than it needs
            boolean all = last;
            told.done();
            if (all) {
                answered.run();
            }
        }
    }

    /** A failed write says how the client has gone; a void promise is lost in TLS. */
    private ChannelPromise promise() {
        if (!secured) {
            return channel.voidPromise();
        }
        return channel.newPromise().addListener(written -> {
            if (!written.isSuccess()) {
                channel.pipeline().fireExceptionCaught(written.cause());
            }
        });
    }

    private ByteBuf piece() {
        int size = Math.min(rest.remaining(), PIECE);
        ByteBuf out = started == null ? channel.alloc().directBuffer(size + FRAME) : started;
        started = null;
        if (chunked && !inChunk && size > 0) {
            HeadWriter.ascii(out, Integer.toHexString(rest.remaining()));
            HeadWriter.crlf(out);
            inChunk = true;
        }
        int end = rest.limit();
        out.writeBytes(rest.limit(rest.position() + size)); // which moves its position
        rest.limit(end);
        if (!rest.hasRemaining()) {
            accepted = true;
            if (inChunk) {
                HeadWriter.crlf(out);
            }
            if (chunked && last) {
                HeadWriter.ascii(out, "0\r\n");
                HeadWriter.fields(out, trailers);
                HeadWriter.crlf(out);
            }
        }
        return out;
    }
}
