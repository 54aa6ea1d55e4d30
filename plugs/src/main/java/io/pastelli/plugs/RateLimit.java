package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import io.pastelli.owner.Time;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;

/**
 * Lets each key make so many requests in a time; refuses more with 429 and {@code retry-after} (RFC 6585 section 4).
 *
 * <p>
 * A token bucket a key: it holds {@link Options#burst} tokens, a request takes one, and they come back evenly over
 * {@link Options#period}. The key is by default the client's address, of IPv6 its network of 64 bits; behind a proxy plug
 * what puts the real one before. At most {@link Options#keys} keys are remembered; then the one that was quiet longest is
 * forgotten, which gives it a full bucket again. Each server counts for itself.
 *
 * <p>
 * The refusal is thrown as an {@link HttpException}, so an {@link ErrorHandler} may render it.
 *
 * <p>
 * <b>Threading:</b> safe to share; a lock is held for one look-up.
 */
public final class RateLimit implements Plug {
    private final Options options;
    private final TokenBuckets buckets;

    /**
     * The options.
     *
     * @param burst requests that may come at once, at least 1
     * @param period how long an empty bucket takes to fill
     * @param keys most keys remembered; 100 000 by default, about 100 bytes each and the key's own
     * @param key whose request it is; by default the client's address
     * @param time the clock
     */
    public record Options(int burst, Duration period, int keys, Function<Conn, String> key, Time time) {
        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException when burst, period or keys are not positive, or there is less than a nanosecond
         *         for each token
         */
        public Options {
            if (burst < 1 || keys < 1 || period.toNanos() < burst) {
                throw new IllegalArgumentException(
                        "a rate limit has at least one request, one key and some time: not "
                                + burst + " in " + period + " for " + keys + " keys");
            }
        }

        /** Returns options for {@code burst} requests in each {@code period}. */
        public static Options of(int burst, Duration period) {
            return new Options(burst, period, 100_000, RateLimit::address, Time.system());
        }

        /** Returns these options with another bound of keys. */
        public Options withKeys(int most) {
            return new Options(burst, period, most, key, time);
        }

        /** Returns these options with another key, such as the user's name. */
        public Options withKey(Function<Conn, String> whose) {
            return new Options(burst, period, keys, whose, time);
        }

        /** Returns these options with another clock, for tests. */
        public Options withTime(Time clock) {
            return new Options(burst, period, keys, key, clock);
        }
    }

    private RateLimit(Options options) {
        this.options = options;
        this.buckets = new TokenBuckets(options.period().toNanos() / options.burst(), options.burst(),
                options.keys());
    }

    /** Returns a plug that lets each client make {@code burst} requests in each {@code period}. */
    public static Plug plug(int burst, Duration period) {
        return plug(Options.of(burst, period));
    }

    /** Returns the plug. */
    public static Plug plug(Options options) {
        return new RateLimit(options);
    }

    @Override
    public Conn call(Conn conn) {
        long wait = buckets.take(options.key().apply(conn), options.time().nanos());
        if (wait > 0) {
            long seconds = Math.ceilDiv(wait, 1_000_000_000L);
            throw new HttpException(429, "too many requests: try again in " + seconds + " s",
                    Headers.of("retry-after", Long.toString(seconds)));
        }
        return conn;
    }

    /** One subscriber usually has a whole /64 of IPv6, so single addresses would be no limit. */
    private static String address(Conn conn) {
        InetAddress address = conn.remoteAddress();
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8))
                : address.getHostAddress();
    }
}
