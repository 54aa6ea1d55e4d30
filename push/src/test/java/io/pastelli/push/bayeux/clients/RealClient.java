package io.pastelli.push.bayeux.clients;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real client, whatever it runs in. What it is told is done when the method returns.
 *
 * <p>
 * It subscribes again by itself after another handshake, in the way its documentation recommends.
 */
public interface RealClient extends AutoCloseable {
    /** An event that a client got. */
    record Got(String channel, @Nullable Object data) {}

    /** Makes a client for a server; {@code ack} is whether it acknowledges what it gets. */
    @FunctionalInterface
    interface Opener {
        RealClient open(String url, boolean ack) throws Exception;
    }

    /** Shakes hands and waits until it is done. */
    void connect() throws Exception;

    /** Returns the id the server gave it last. */
    String id() throws Exception;

    /** Returns the connection type of its last connect. */
    String transport() throws Exception;

    void subscribe(String channel) throws Exception;

    void unsubscribe(String channel) throws Exception;

    void publish(String channel, Object data) throws Exception;

    /** Publishes all in one batch, in this order. */
    void publishAll(String channel, List<?> data) throws Exception;

    /** Publishes on a service channel and returns what it is answered. */
    @Nullable
    Object call(String channel, Object data) throws Exception;

    /** Returns the events it got, in order. */
    List<Got> got() throws Exception;

    /** Says goodbye to the server. */
    void disconnect() throws Exception;

    /** Ends the client, if the server is there or not. */
    @Override
    void close() throws IOException;
}
