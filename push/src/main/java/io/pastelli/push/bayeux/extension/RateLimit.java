package io.pastelli.push.bayeux.extension;

import io.pastelli.owner.Time;
import io.pastelli.push.bayeux.message.BayeuxError;
import io.pastelli.push.bayeux.message.BayeuxError.Kind;
import io.pastelli.push.bayeux.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * Limits how much a session may say: a bucket of {@code burst} messages that fills with {@code perSecond}. Connects are
 * free, for the server asks for them.
 *
 * @param perSecond messages a second in the long run
 * @param burst messages at once
 * @param time the clock
 */
public record RateLimit(double perSecond, int burst, Time time) implements Extension {
    private static final String BUCKET = "pastelli.rate";

    private record Bucket(double tokens, long at, boolean refused) {}

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException for one that is not positive
     */
    public RateLimit {
        if (perSecond <= 0 || burst < 1) {
            throw new IllegalArgumentException("a rate and a burst are positive");
        }
    }

    /** Makes one by the real clock. */
    public RateLimit(double perSecond, int burst) {
        this(perSecond, burst, Time.system());
    }

    @Override
    public Incoming incoming(Incoming in) {
        if (in.session().isEmpty() || in.message() instanceof Message.Connect
                || in.message() instanceof Message.Disconnect) {
            return in;
        }
        var bucket = (Bucket) in.session().get().attributes().compute(BUCKET,
                (name, before) -> drawn((Bucket) before));
        return bucket != null && !bucket.refused() ? in : in.reject(BayeuxError.of(Kind.LIMIT, "messages"));
    }

    private Bucket drawn(@Nullable Bucket before) {
        long now = time.nanos();
        double tokens = before == null
                ? burst
                : Math.min(burst, before.tokens() + (now - before.at()) / 1e9 * perSecond);
        return tokens < 1 ? new Bucket(tokens, now, true) : new Bucket(tokens - 1, now, false);
    }
}
