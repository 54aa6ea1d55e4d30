package io.pastelli.push.bayeux.clients;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A JavaScript client, see {@code faces.js}. */
public final class JsClient implements RealClient {
    /** Runs JavaScript clients: Node, or a page of a browser. */
    public interface Host {
        /** Has client number {@code client} do something, and waits for what it gives. */
        @Nullable
        Object run(int client, String act, Object... args) throws Exception;

        /** Has a client say goodbye, and does not wait for it. */
        void abandon(int client) throws IOException;

        /** Returns the events that client got. */
        List<Got> got(int client) throws Exception;
    }

    private final Host host;
    private final int number;

    /** Opens a client of a kind, {@code faye} or {@code cometd}, that uses one transport. */
    public JsClient(Host host, int number, String kind, String url, String transport, boolean ack)
            throws Exception {
        this.host = host;
        this.number = number;
        host.run(number, "open", kind, url, Map.of("transport", transport, "ack", ack));
    }

    @Override
    public void connect() throws Exception {
        host.run(number, "connect");
    }

    @Override
    public String id() throws Exception {
        return text("id");
    }

    @Override
    public String transport() throws Exception {
        return text("transport");
    }

    @Override
    public void subscribe(String channel) throws Exception {
        host.run(number, "subscribe", channel);
    }

    @Override
    public void unsubscribe(String channel) throws Exception {
        host.run(number, "unsubscribe", channel);
    }

    @Override
    public void publish(String channel, Object data) throws Exception {
        host.run(number, "publish", channel, data);
    }

    @Override
    public void publishAll(String channel, List<?> data) throws Exception {
        host.run(number, "publishAll", channel, data);
    }

    @Override
    public @Nullable Object call(String channel, Object data) throws Exception {
        return host.run(number, "call", channel, data);
    }

    @Override
    public List<Got> got() throws Exception {
        return host.got(number);
    }

    @Override
    public void disconnect() throws Exception {
        host.run(number, "disconnect");
    }

    @Override
    public void close() throws IOException {
        host.abandon(number);
    }

    private String text(String act) throws Exception {
        return String.valueOf(Objects.requireNonNull(host.run(number, act), act));
    }
}
