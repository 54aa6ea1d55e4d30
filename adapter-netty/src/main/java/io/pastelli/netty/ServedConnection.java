package io.pastelli.netty;

import io.netty.channel.ChannelHandler;

/**
 * The handler that serves a connection, whatever is spoken on it.
 *
 * <p>
 * <b>Threading:</b> the event loop of the channel.
 */
interface ServedConnection extends ChannelHandler {
    /** Closes when nothing is going on, says that it will be closed elsewhere; for a listener that pauses. */
    void closeIfIdle();

    /** Closes at once; for a listener that ends. */
    void shutDown();
}
