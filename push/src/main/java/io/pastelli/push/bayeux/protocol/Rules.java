package io.pastelli.push.bayeux.protocol;

import io.pastelli.push.bayeux.channel.Channels;
import io.pastelli.push.bayeux.message.Advice;
import java.time.Duration;
import java.util.List;

/**
 * How messages are judged and clients advised.
 *
 * @param channels the grammar
 * @param transports the connection types that are served
 * @param timeout how long a connect is held
 * @param interval how long clients pause before the next connect
 * @param anonymousPublish whether somebody without a session may publish
 * @param acknowledges whether CometD's {@code ack} is offered
 */
public record Rules(Channels channels, List<String> transports, Duration timeout, Duration interval,
        boolean anonymousPublish,
        boolean acknowledges) {
    /** Returns the advice of those who are welcome. */
    public Advice retry() {
        return Advice.retry(interval, timeout);
    }
}
