package io.pastelli.push.bayeux.clients;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.cometd.bayeux.Channel;
import org.cometd.bayeux.Message;
import org.cometd.bayeux.client.ClientSession;
import org.cometd.bayeux.client.ClientSessionChannel;
import org.cometd.client.BayeuxClient;
import org.cometd.client.ext.AckExtension;
import org.cometd.client.ext.TimesyncClientExtension;
import org.cometd.client.transport.ClientTransport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * CometD's Java client.
 *
 * <p>
 * <b>Threading:</b> the client calls listeners on threads of its own.
 */
final class JavaClient implements RealClient {
    private static final long PATIENCE_SECONDS = 30;

    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final Set<String> subscriptions = new LinkedHashSet<>(); // guarded by itself
    private final ClientSessionChannel.MessageListener listener = (channel, message) -> got
            .add(new Got(message.getChannel(), plain(message.getData())));
    private final Map<String, Object> ext = new ConcurrentHashMap<>(); // of the last reply
    private final TimesyncClientExtension clock = new TimesyncClientExtension();
    private final BayeuxClient client;

    /** Makes a client with one transport. */
    JavaClient(String url, ClientTransport transport, boolean ack) {
        client = new BayeuxClient(url, transport);
        client.setOption(BayeuxClient.BACKOFF_INCREMENT_OPTION, 100L);
        client.addExtension(clock);
        if (ack) {
            client.addExtension(new AckExtension());
        }
        client.getChannel("/meta/*").addListener((ClientSessionChannel.MessageListener) (channel,
                reply) -> ext.putAll(Optional.ofNullable(reply.getExt()).orElse(Map.of())));
        client.getChannel(Channel.META_HANDSHAKE)
                .addListener((ClientSessionChannel.MessageListener) (channel, reply) -> {
                    if (reply.isSuccessful()) { // subscriptions end with their session
                        copy().forEach(name -> client.getChannel(name).subscribe(listener));
                    }
                });
    }

    @Override
    public void connect() throws Exception {
        replied(client::handshake);
    }

    @Override
    public String id() {
        return client.getId();
    }

    @Override
    public String transport() {
        return client.getTransport().getName();
    }

    /** Returns the clock's difference to the server's, as CometD's timesync extension finds it. */
    int offset() {
        return clock.getOffset();
    }

    /** Returns what the server said last under this name in {@code ext}. */
    @SuppressWarnings("unchecked")
    Map<String, Object> answeredWith(String name) {
        return (Map<String, Object>) ext.getOrDefault(name, Map.of());
    }

    @Override
    public void subscribe(String channel) throws Exception {
        replied(then -> client.getChannel(channel).subscribe(listener, then));
        synchronized (subscriptions) {
            subscriptions.add(channel);
        }
    }

    @Override
    public void unsubscribe(String channel) throws Exception {
        synchronized (subscriptions) {
            subscriptions.remove(channel);
        }
        replied(then -> client.getChannel(channel).unsubscribe(listener, then));
    }

    @Override
    public void publish(String channel, Object data) throws Exception {
        replied(then -> client.getChannel(channel).publish(data, then));
    }

    @Override
    public void publishAll(String channel, List<?> data) throws Exception {
        var replies = new ArrayList<CompletableFuture<Message>>();
        client.batch(() -> data.forEach(
                each -> replies.add(reply(then -> client.getChannel(channel).publish(each, then)))));
        for (var reply : replies) {
            successful(reply);
        }
    }

    @Override
    public @Nullable Object call(String channel, Object data) throws Exception {
        return plain(successful(reply(
                then -> client.remoteCall(channel.substring("/service/".length()), data, then)))
                .getData());
    }

    @Override
    public List<Got> got() {
        return List.copyOf(got);
    }

    @Override
    public void disconnect() throws Exception {
        replied(client::disconnect);
    }

    @Override
    public void close() {
        try {
            client.abort();
        } catch (NullPointerException e) {
            // Jetty's client cannot abort a request that it is just about to send; it is closed with the transport
            System.getLogger(JavaClient.class.getName()).log(System.Logger.Level.DEBUG, "aborted in vain", e);
        }
    }

    private Set<String> copy() {
        synchronized (subscriptions) {
            return Set.copyOf(subscriptions);
        }
    }

    private static void replied(Consumer<ClientSession.MessageListener> start) throws Exception {
        successful(reply(start));
    }

    private static CompletableFuture<Message> reply(Consumer<ClientSession.MessageListener> start) {
        var reply = new CompletableFuture<Message>();
        start.accept(reply::complete);
        return reply;
    }

    private static Message successful(CompletableFuture<Message> reply) throws Exception {
        Message message = reply.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!message.isSuccessful()) {
            throw new IllegalStateException(message.toString());
        }
        return message;
    }

    /** Data as our JSON reads it: the client's has its own classes for arrays and whole numbers. */
    private static @Nullable Object plain(@Nullable Object data) {
        return JsonMapper.shared().readValue(JsonMapper.shared().writeValueAsString(data), Object.class);
    }
}
