package io.pastelli.netty;

import io.netty.channel.Channel;

/**
 * Tells a slow client from one that takes nothing any more.
 *
 * <p>
 * <b>Threading:</b> the connection's event loop.
 */
final class SlowTaker {
    private final Channel channel;
    private long unsent;

    SlowTaker(Channel channel) {
        this.channel = channel;
    }

    /** Tells whether the client has taken some, but not all, of what was buffered when this was asked before. */
    boolean takes() {
        long left = channel.isWritable()
                ? TcpOptions.HIGH - channel.bytesBeforeUnwritable()
                : TcpOptions.HIGH;
        boolean some = left > 0 && left != unsent;
        unsent = left;
        return some;
    }
}
