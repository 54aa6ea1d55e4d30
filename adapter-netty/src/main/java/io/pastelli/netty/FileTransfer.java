package io.pastelli.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import io.netty.channel.DefaultFileRegion;
import io.pastelli.adapter.Completion;
import io.pastelli.adapter.FilePart;
import java.io.IOException;

/**
 * A file on its way through the channel, which sends it without copying; closed when the channel has done with it.
 *
 * <p>
 * <b>Threading:</b> the connection's event loop, but for {@link #takes}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // it is listened to
final class FileTransfer implements ChannelProgressiveFutureListener {
    private static final String KNOWN = "sun.nio.ch.FileChannelImpl";

    private final Channel channel;
    private final FilePart part;
    private final DefaultFileRegion region; // closes the file when it is released for the last time
    private final Outbound outbound;
    private final Completion completion;
    private long sent;

    FileTransfer(Channel channel, FilePart part, Outbound outbound, Completion completion) {
        this.channel = channel;
        this.part = part;
        this.region = new DefaultFileRegion(part.file(), part.offset(), part.length());
        this.outbound = outbound;
        this.completion = completion;
    }

    /** Tells whether a file can go this way: epoll takes the number out of a field of the JDK's own class. */
    static boolean takes(FilePart part) {
        return part.file().getClass().getName().equals(KNOWN);
    }

    /** Sends it, and what was written before. */
    void start() {
        channel.writeAndFlush(region.retain(), channel.newProgressivePromise().addListener(this));
    }

    @Override
    public void operationProgressed(ChannelProgressiveFuture future, long progress, long total) {
        completion.progressed(progress - sent);
        sent = progress;
    }

    @Override
    public void operationComplete(ChannelProgressiveFuture future) {
        Throwable cause = future.cause();
        Throwable fault = cause instanceof IOException error && outbound.pending()
                ? part.fault(error, sent)
                : cause;
        region.release(); // whoever is told now may move the file
        if (fault == null) {
            outbound.transferred();
        } else if (outbound.pending()) { // nobody knows yet
            channel.pipeline().fireExceptionCaught(fault);
        }
    }
}
