package io.pastelli.push.bayeux.protocol;

import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.channel.Channels;
import io.pastelli.push.bayeux.extension.Extensions;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.monitor.Monitors;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Distributes events: past the extensions, into the queues.
 *
 * <p>
 * <b>Threading:</b> any thread but an I/O thread.
 */
public final class Publisher {
    private final Backend backend;
    private final Extensions extensions;
    private final Monitors monitors;
    private final Predicate<String> lazy;

    /** Makes one; {@code lazy} tells the channels whose events may wait. */
    public Publisher(Backend backend, Extensions extensions, Monitors monitors, Predicate<String> lazy) {
        this.backend = backend;
        this.extensions = extensions;
        this.monitors = monitors;
        this.lazy = lazy;
    }

    /** Publishes an event of the server's own; returns to how many sessions. */
    public int publish(Event event) {
        return publish(event, Optional.empty());
    }

    /** Publishes what a client says; returns to how many sessions. */
    int publish(Message.Publish message) {
        return publish(Event.of(message), Optional.of(message));
    }

    private int publish(Event event, Optional<Message.Publish> message) {
        monitors.received(event.publisher(), event);
        Optional<Event> passed = extensions.published(event, message);
        if (passed.isEmpty()) {
            return 0;
        }
        Event out = passed.get();
        return backend.publish(lazy.test(out.channel()) ? out.lazily() : out, Channels.keys(out.channel()));
    }
}
