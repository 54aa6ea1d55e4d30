package io.pastelli.netty;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.pastelli.adapter.Receiver;
import io.pastelli.adapter.Settings;

/**
 * What all connections of one listener share.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
final class ServerContext {
    private final Settings settings;
    private final Receiver receiver;
    private final ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private volatile boolean paused;

    ServerContext(Settings settings, Receiver receiver) {
        this.settings = settings;
        this.receiver = receiver;
    }

    Settings settings() {
        return settings;
    }

    Receiver receiver() {
        return receiver;
    }

    /** Returns the open connections. */
    ChannelGroup channels() {
        return channels;
    }

    /** Tells whether every connection is to be closed after what it is doing. */
    boolean paused() {
        return paused;
    }

    void pause() {
        paused = true;
    }
}
