package io.pastelli.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.pastelli.adapter.Receiver;
import io.pastelli.adapter.Settings;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

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
    private final Map<EventLoop, Scratch> scratches = new ConcurrentHashMap<>();
    private final @Nullable TlsEngines engines;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean paused;

    ServerContext(Settings settings, Receiver receiver, boolean nativeTls) throws IOException {
        this.settings = settings;
        this.receiver = receiver;
        this.engines = settings.tls().isPresent()
                ? TlsEngines.of(settings.tls().get(), settings, nativeTls)
                : null;
    }

    /** Serves a new connection; on its event loop. */
    void accepted(Channel channel) {
        channels.add(channel);
        if (engines != null) {
            channel.pipeline().addLast(new Arrival(this, engines, channel));
        } else if (settings.http2().clearText()) {
            channel.pipeline().addLast(new Preface(this, channel));
        } else {
            Http1Connection.serve(this, channel);
        }
    }

    /** Serves a connection from which it is known now what it speaks; on its event loop. */
    void serve(Channel channel, boolean http2) {
        if (http2) {
            Ends.of(channel).ifPresentOrElse(ends -> Http2Session.serve(this, channel, ends),
                    () -> GracefulClose.abort(channel));
        } else {
            Http1Connection.serve(this, channel);
        }
    }

    Settings settings() {
        return settings;
    }

    Receiver receiver() {
        return receiver;
    }

    /** Returns what the heads of an event loop are read with. */
    Scratch scratch(EventLoop loop) {
        return scratches.computeIfAbsent(loop, each -> new Scratch(settings.limits().headerCount()));
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

    /** Gives back what is shared, when every connection is closed. */
    void close() {
        if (engines != null && closed.compareAndSet(false, true)) {
            engines.close();
        }
    }
}
