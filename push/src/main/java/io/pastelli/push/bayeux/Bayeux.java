package io.pastelli.push.bayeux;

import io.pastelli.conn.Plug;
import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.backend.MemoryBackend;
import io.pastelli.push.bayeux.channel.Channels;
import io.pastelli.push.bayeux.extension.Extension;
import io.pastelli.push.bayeux.extension.Extensions;
import io.pastelli.push.bayeux.message.Advice;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.monitor.Monitor;
import io.pastelli.push.bayeux.monitor.Monitors;
import io.pastelli.push.bayeux.protocol.Authorizer;
import io.pastelli.push.bayeux.protocol.Protocol;
import io.pastelli.push.bayeux.protocol.Publisher;
import io.pastelli.push.bayeux.protocol.Rules;
import io.pastelli.push.bayeux.protocol.Service;
import io.pastelli.push.bayeux.session.Session;
import io.pastelli.push.bayeux.session.SessionOptions;
import io.pastelli.push.bayeux.session.Sessions;
import io.pastelli.push.bayeux.session.Subscription;
import io.pastelli.push.bayeux.time.Deadlines;
import io.pastelli.push.bayeux.transport.HttpTransport;
import io.pastelli.push.bayeux.transport.Origins;
import io.pastelli.push.bayeux.transport.TransportOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * A Bayeux server: clients of Faye and CometD subscribe to channels and publish on them, and so does the application.
 *
 * {@snippet :
 * import io.pastelli.push.bayeux.*;
 *
 * var bayeux = Bayeux.create().service("/service/echo", call -> call.message().data());
 * r.forward("/bayeux", bayeux.plug());
 * bayeux.publish("/news", Map.of("title", "read all about it"));
 * }
 *
 * <p>
 * <b>Threading:</b> any thread but an I/O thread may call any method, at any time.
 */
public final class Bayeux implements AutoCloseable {
    private static final Duration MOVE = Duration.ofMillis(250);

    private final BayeuxOptions options;
    private final Backend backend;
    private final Deadlines deadlines;
    private final Monitors monitors = new Monitors(Clock.systemUTC());
    private final Extensions extensions;
    private final Sessions sessions;
    private final Publisher publisher;
    private final Protocol protocol;
    private volatile boolean draining;

    private Bayeux(BayeuxOptions options) {
        this.options = options;
        this.backend = options.backend().orElseGet(() -> new MemoryBackend(options.time()));
        this.deadlines = new Deadlines(options.time());
        this.extensions = new Extensions(options.extensionDeadline());
        this.sessions = new Sessions(backend, deadlines, monitors,
                new SessionOptions(options.timeout(), options.lifetime(), options.maxLazy(), options.batch(),
                        options.clientsPerAddress()),
                (session, event) -> {});
        this.publisher = new Publisher(backend, extensions, monitors, this::isLazy);
        this.protocol = new Protocol(new Rules(options.channels(), options.transports(), options.timeout(),
                options.interval(), options.anonymousPublish(), true), sessions, extensions, publisher);
        backend.start(sessions, options.limits());
    }

    /** Makes a server with the {@linkplain BayeuxOptions#DEFAULT default options}. */
    public static Bayeux create() {
        return new Bayeux(BayeuxOptions.DEFAULT);
    }

    /** Makes a server with the default options changed. */
    public static Bayeux create(UnaryOperator<BayeuxOptions> change) {
        return new Bayeux(change.apply(BayeuxOptions.DEFAULT));
    }

    /**
     * Returns the plug to mount; it reads the body itself, so it stands before parsers.
     *
     * @see io.pastelli.push.bayeux.transport.HttpTransport
     */
    public Plug plug() {
        Advice drain = (backend.shared()
                ? Advice.retry(MOVE, options.timeout()) // with the session, to another node
                : Advice.of(Advice.Reconnect.HANDSHAKE)).withHosts(options.hosts());
        return new HttpTransport(protocol,
                new TransportOptions(options.transports(), new Origins(options.origins()), options.wire(),
                        options.dialect(), Advice.retry(options.interval(), options.timeout()), drain),
                () -> draining);
    }

    /** Has an extension asked about every message from now on, after those there are. */
    public Bayeux extension(Extension extension) {
        extensions.add(extension);
        return this;
    }

    /** Has an extension not asked any more. */
    public Bayeux removeExtension(Extension extension) {
        extensions.remove(extension);
        return this;
    }

    /** Has a monitor told from now on. */
    public Bayeux monitor(Monitor monitor) {
        monitors.add(monitor);
        return this;
    }

    /** Has a monitor not told any more. */
    public Bayeux removeMonitor(Monitor monitor) {
        monitors.remove(monitor);
        return this;
    }

    /** Has an authorizer asked from now on. */
    public Bayeux authorizer(Authorizer authorizer) {
        protocol.add(authorizer);
        return this;
    }

    /**
     * Has {@code service} answer what clients publish on a {@code /service/} channel or pattern.
     *
     * @throws IllegalArgumentException for another channel
     */
    public Bayeux service(String channel, Service service) {
        if (!Channels.isService(channel) || !options.channels().isPattern(channel)) {
            throw new IllegalArgumentException(
                    "a service is on a channel or pattern under /service/, not on " + channel);
        }
        protocol.put(channel, service);
        return this;
    }

    /**
     * Publishes data, written as JSON; returns to how many sessions.
     *
     * @throws IllegalArgumentException when the channel is no name, or belongs to the protocol or a service
     */
    public int publish(String channel, Object data) {
        return publish(Event.of(channel, data));
    }

    /**
     * Publishes an event; returns to how many sessions.
     *
     * @throws IllegalArgumentException as {@link #publish(String, Object)}
     */
    public int publish(Event event) {
        String channel = event.channel();
        if (!options.channels().isName(channel) || Channels.isMeta(channel) || Channels.isService(channel)) {
            throw new IllegalArgumentException("nothing can be published on " + channel
                    + ": name a channel, not a pattern, outside of /meta/ and /service/");
        }
        return publisher.publish(event);
    }

    /**
     * Has {@code listener} called with each event on a channel, or on those of a pattern.
     *
     * {@snippet :
     * import io.pastelli.push.bayeux.*;
     *
     * var bayeux = Bayeux.create();
     * bayeux.subscribe("/orders/*", (event, subscription) -> {
     *     System.out.println(event.channel() + ": " + event.data());
     *     subscription.unsubscribe();
     * });
     * }
     *
     * @throws IllegalArgumentException when it is no channel or pattern, or belongs to the protocol or a service
     */
    public Subscription subscribe(String channel, BiConsumer<Event, Subscription> listener) {
        if (!options.channels().isPattern(channel) || Channels.isMeta(channel)
                || Channels.isService(channel)) {
            throw new IllegalArgumentException("nobody can subscribe to " + channel
                    + ": name a channel or a pattern outside of /meta/ and /service/");
        }
        return sessions.subscribe(List.of(channel), listener);
    }

    /** Sends data to one client only; false when there is none. */
    public boolean deliver(String client, String channel, Object data) {
        return backend.deliver(client, Event.of(channel, data));
    }

    /** Ends a session; false when there is none. */
    public boolean kick(String client) {
        return sessions.destroy(client, Backend.Reason.KICKED);
    }

    /** Returns the sessions that this node serves. */
    public Collection<Session> sessions() {
        return sessions.all();
    }

    /** Returns a session that this node serves. */
    public Optional<Session> session(String client) {
        return sessions.local(client);
    }

    /** Returns the channels and patterns somebody is subscribed to, on all nodes. */
    public Set<String> channels() {
        return backend.channels();
    }

    /** Returns the sessions subscribed to exactly this channel or pattern, on all nodes. */
    public Set<String> subscribers(String channel) {
        return backend.subscribers(channel);
    }

    /**
     * Sends all clients elsewhere: held connects are answered with the advice to handshake, and so are new ones.
     * On a shared backend they keep their sessions: the advice is to connect again, and another node takes them.
     */
    public void drain() {
        draining = true;
        sessions.all().forEach(Session::drain);
    }

    /** Drains, and ends what runs in the background. */
    @Override
    public void close() {
        drain();
        deadlines.close();
        backend.close();
    }

    private boolean isLazy(String channel) {
        return !options.lazy().isEmpty()
                && Channels.keys(channel).stream().anyMatch(options.lazy()::contains);
    }
}
