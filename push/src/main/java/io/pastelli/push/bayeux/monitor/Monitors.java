package io.pastelli.push.bayeux.monitor;

import io.pastelli.push.bayeux.backend.Backend.Change;
import io.pastelli.push.bayeux.backend.Backend.Reason;
import io.pastelli.push.bayeux.message.Event;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/**
 * All monitors, at start and at run time.
 *
 * <p>
 * <b>Threading:</b> any thread; telling never blocks.
 */
public final class Monitors {
    private final Clock clock;
    private final List<MonitorLine> lines = new CopyOnWriteArrayList<>();

    /** Makes a list without monitors, that stamps times by {@code clock}. */
    public Monitors(Clock clock) {
        this.clock = clock;
    }

    /** Has {@code monitor} told from now on. */
    public void add(Monitor monitor) {
        lines.add(new MonitorLine(monitor));
    }

    /** Has {@code monitor} not told any more. */
    public void remove(Monitor monitor) {
        lines.removeIf(line -> line.monitor().equals(monitor));
    }

    /** Tells that a session began. */
    public void created(String client) {
        tell((monitor, at) -> monitor.createdClient(client, at));
    }

    /** Tells what a subscribe did. */
    public void subscribed(String client, Change.Done change) {
        change.border().forEach(channel -> tell((monitor, at) -> monitor.createdChannel(channel, at)));
        change.changed().forEach(channel -> tell((monitor, at) -> monitor.subscribed(client, channel, at)));
    }

    /** Tells what an unsubscribe did. */
    public void unsubscribed(String client, Change.Done change) {
        change.changed().forEach(channel -> tell((monitor, at) -> monitor.unsubscribed(client, channel, at)));
        change.border().forEach(channel -> tell((monitor, at) -> monitor.destroyedChannel(channel, at)));
    }

    /** Tells that a session ended. */
    public void destroyed(String client, Reason reason) {
        tell((monitor, at) -> monitor.destroyedClient(client, reason, at));
    }

    /** Tells that somebody published. */
    public void received(Optional<String> client, Event event) {
        tell((monitor, at) -> monitor.received(client, event, at));
    }

    /** Tells that events went out. */
    public void delivered(String client, List<Event> events) {
        if (!lines.isEmpty()) {
            events.forEach(event -> tell((monitor, at) -> monitor.delivered(client, event, at)));
        }
    }

    private void tell(BiConsumer<Monitor, Instant> news) {
        if (!lines.isEmpty()) {
            Instant at = clock.instant();
            lines.forEach(line -> line.add(() -> news.accept(line.monitor(), at)));
        }
    }
}
