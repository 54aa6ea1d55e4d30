package io.pastelli.push.bayeux.protocol;

import io.pastelli.push.bayeux.channel.Channels;
import io.pastelli.push.bayeux.message.BayeuxError;
import io.pastelli.push.bayeux.message.BayeuxError.Kind;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.message.Reply;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The services by channel or pattern; the closest one is called. */
final class Services {
    private final Map<String, Service> all = new ConcurrentHashMap<>();

    void put(String channel, Service service) {
        all.put(channel, service);
    }

    Reply call(Service.Call call) {
        var message = call.message();
        Optional<Service> found = Channels.keys(message.channel()).stream()
                .flatMap(key -> Optional.ofNullable(all.get(key)).stream()).findFirst();
        Reply reply = Reply.to(message).withClientId(Optional.empty());
        if (found.isEmpty()) {
            return reply; // nobody listens, as with any channel
        }
        try {
            found.get().call(call).ifPresent(answer -> {
                Event event = Event.of(message.channel(), answer).answering(message.id());
                call.session().deliver(event);
            });
            return reply;
        } catch (Exception e) {
            System.getLogger(Services.class.getName()).log(System.Logger.Level.WARNING,
                    "the service of " + message.channel() + " failed", e);
            return Reply.failed(message, BayeuxError.of(Kind.INTERNAL));
        }
    }
}
