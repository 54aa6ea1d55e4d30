package io.pastelli.push.bayeux.client;

import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.message.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A Bayeux client over long-polling, in blocking code: it works with this server, Faye's and CometD's.
 *
 * {@snippet :
 * import io.pastelli.push.bayeux.client.*;
 * import io.pastelli.push.bayeux.message.Json;
 * import java.net.URI;
 * import java.net.http.HttpClient;
 *
 * var client = new BayeuxClient(URI.create("http://localhost:8000/bayeux"), HttpClient.newHttpClient(), problem -> {});
 * client.publish("/news", Json.of(Map.of("title", "read all about it")));
 * Thread.ofVirtual().start(() -> {
 *     try {
 *         client.subscribe(List.of("/news"), event -> {
 *             System.out.println(event.data());
 *             return true; // false ends it
 *         });
 *     } catch (InterruptedException e) {
 *         // somebody interrupted it to end it
 *     }
 * });
 * }
 *
 * <p>
 * When the server is away it is tried again, after a random pause that grows to 30 s; when it has forgotten the session,
 * a new one is begun and subscribed. Where the server offers CometD's {@code ack}, an event whose response was lost comes
 * again.
 *
 * <p>
 * <b>Threading:</b> immutable; each call has a session of its own and runs on the caller's thread until it is done or
 * interrupted.
 *
 * @param server where it is: {@code http://localhost:8000/bayeux}
 * @param http what sends the requests; it knows proxies and certificates
 * @param away is told of each attempt that failed and will be repeated
 */
public record BayeuxClient(URI server, HttpClient http, Consumer<IOException> away) {
    /**
     * Hands events on these channels and patterns to {@code listener}, in order, until it answers false.
     *
     * @throws RefusedException when the server refuses the client, a channel, or ends the session for good
     * @throws InterruptedException when the thread was interrupted
     */
    public void subscribe(List<String> channels, Predicate<Event> listener) throws InterruptedException {
        var backOff = new BackOff();
        while (true) {
            ClientSession session = handshaken(backOff);
            if (subscribed(session, channels, backOff) && heardOut(session, listener, backOff)) {
                session.disconnect();
                return;
            }
            backOff.pause();
        }
    }

    /** Publishes one; see {@link #publish(String, Iterator)}. */
    public void publish(String channel, Json data) throws IOException, InterruptedException {
        publish(channel, List.of(data).iterator());
    }

    /**
     * Publishes what comes, in order, each at most once and confirmed by the server before the next is asked for.
     *
     * @throws RefusedException when the server refuses the client or a message
     * @throws IOException when the connection was lost and it is not known whether a message has arrived
     * @throws InterruptedException when the thread was interrupted
     */
    public void publish(String channel, Iterator<Json> data) throws IOException, InterruptedException {
        var backOff = new BackOff();
        ClientSession session = handshaken(backOff);
        while (data.hasNext()) {
            Json next = data.next();
            while (!published(session, channel, next)) {
                backOff.pause();
                session = handshaken(backOff);
            }
            backOff.reset();
        }
        session.disconnect();
    }

    private ClientSession handshaken(BackOff backOff) throws InterruptedException {
        while (true) {
            var session = new ClientSession(http, server, backOff);
            try {
                session.handshake();
                return session;
            } catch (IOException e) {
                away.accept(e);
                backOff.pause();
            }
        }
    }

    /** False when a new session is needed. */
    private boolean subscribed(ClientSession session, List<String> channels, BackOff backOff)
            throws InterruptedException {
        while (true) {
            try {
                return session.subscribe(channels);
            } catch (IOException e) {
                away.accept(e);
                backOff.pause();
            }
        }
    }

    /** False when a new session is needed. */
    private boolean heardOut(ClientSession session, Predicate<Event> listener, BackOff backOff)
            throws InterruptedException {
        boolean more = true;
        while (more) {
            try {
                more = session.connect(listener);
            } catch (IOException e) {
                away.accept(e);
                backOff.pause();
            } catch (ClientSession.Over e) {
                return false;
            }
        }
        return true;
    }

    /** False when a new session is needed: nothing has happened. */
    private boolean published(ClientSession session, String channel, Json data)
            throws IOException, InterruptedException {
        try {
            return session.publish(channel, data);
        } catch (ConnectException e) {
            away.accept(e);
            return false;
        }
    }
}
