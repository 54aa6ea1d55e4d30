package io.pastelli.push.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pastelli.http.Bytes;
import io.pastelli.push.bayeux.backend.UnavailableException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Has scripts run, each once, however often it is sent.
 *
 * <p>
 * Operations are numbered per lane, and a lane has one at a time: Redis keeps the number of a lane's last one and what
 * came of it, so what was sent again because the answer did not come is not done again. What Redis finds after we have
 * given up, in the buffers of a Redis that stood still, it does not do at all.
 *
 * <p>
 * <b>Threading:</b> any thread. One that is interrupted gives up.
 */
final class Operations implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Operations.class.getName());
    private static final String RUNNING = "LOADING READONLY MASTERDOWN CLUSTERDOWN TRYAGAIN NOREPLICAS MISCONF OOM BUSY UNKILLABLE";
    private static final long UNTIL_KNOWN = 9_000_000_000_000_000L; // no deadline before Redis' clock is known

    private static final class Lane {
        private final String name;
        private long operation; // changed by who has the lane

        Lane(int number) {
            this.name = "lane" + number;
        }
    }

    private final UnifiedJedis jedis;
    private final Supplier<Jedis> listener;
    private final String tag;
    private final String node = HexFormat.of().formatHex(new SecureRandom().generateSeed(8));
    private final Duration patience;
    private final BlockingQueue<Lane> lanes;
    private final Lane own = new Lane(0); // of the heart, which waits for nobody
    private volatile long offset = UNTIL_KNOWN; // of Redis' clock from ours, in ms
    private volatile boolean shaken;

    Operations(UnifiedJedis jedis, Supplier<Jedis> listener, String namespace, Duration patience, int lanes) {
        this.jedis = jedis;
        this.listener = listener;
        this.tag = "{" + namespace + "}";
        this.patience = patience;
        this.lanes = new ArrayBlockingQueue<>(lanes);
        for (int i = 1; i <= lanes; i++) {
            this.lanes.add(new Lane(i));
        }
    }

    /** Has a script run; waits for Redis as long as we have patience. */
    Answer run(Script script, List<?> arguments, long skew) {
        return run(script, arguments, skew, patience);
    }

    Answer run(Script script, List<?> arguments, long skew, Duration most) {
        long until = millis() + most.toMillis();
        Lane lane = lane(until);
        try {
            return attempt(lane, script, arguments, skew, until);
        } finally {
            lanes.add(lane);
        }
    }

    /** Has a script run for the heart: one thread only. */
    Answer beat(Script script, List<?> arguments, long skew) {
        return attempt(own, script, arguments, skew, millis() + 1000);
    }

    /** Asks for something that changes nothing. */
    <T> T read(Function<UnifiedJedis, T> question) {
        return read(question, patience);
    }

    <T> T read(Function<UnifiedJedis, T> question, Duration most) {
        long until = millis() + most.toMillis();
        Lane lane = lane(until);
        try {
            return persist(until, () -> question.apply(jedis));
        } finally {
            lanes.add(lane);
        }
    }

    String key(String rest) {
        return tag + ":" + rest;
    }

    String node() {
        return node;
    }

    /** Makes a connection to listen on. */
    Jedis listener() {
        return listener.get();
    }

    /** Notes what Redis' clock shows, asked at {@code asked} of ours. */
    void clock(long redis, long asked) {
        if (millis() - asked < 500 || offset == UNTIL_KNOWN) {
            offset = redis - millis();
        }
    }

    /** Tells, once, whether Redis could not be reached meanwhile. */
    boolean wasShaken() {
        boolean was = shaken;
        shaken = false;
        return was;
    }

    /** Has everything looked at again. */
    void shake() {
        shaken = true;
    }

    static long millis() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public void close() {
        jedis.close();
    }

    private Lane lane(long until) {
        try {
            Lane lane = lanes.poll(Math.max(until - millis(), 0), TimeUnit.MILLISECONDS);
            if (lane != null) {
                return lane;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw away(null);
    }

    private Answer attempt(Lane lane, Script script, List<?> arguments, long skew, long until) {
        lane.operation++;
        var all = new ArrayList<byte[]>(arguments.size() + 5);
        for (Object each : List.of(node, lane.name, lane.operation,
                offset == UNTIL_KNOWN ? UNTIL_KNOWN : until + offset, skew)) {
            all.add(bytes(each));
        }
        arguments.forEach(argument -> all.add(bytes(argument)));
        var answer = new Answer((List<?>) persist(until, () -> eval(script, all)));
        if (answer.is("late")) {
            shaken = true;
            throw away(null);
        }
        return answer;
    }

    private Object eval(Script script, List<byte[]> arguments) {
        List<byte[]> keys = List.of(bytes(tag));
        try {
            return jedis.evalsha(bytes(script.sha()), keys, arguments);
        } catch (JedisNoScriptException e) {
            return jedis.eval(bytes(script.text()), keys, arguments);
        }
    }

    private static byte[] bytes(Object argument) {
        return argument instanceof Bytes raw ? raw.toByteArray() : argument.toString().getBytes(UTF_8);
    }

    private interface Attempt<T> {
        T run();
    }

    private <T> T persist(long until, Attempt<T> attempt) {
        for (long pause = 10;; pause = Math.min(2 * pause, 250)) {
            try {
                return attempt.run();
            } catch (JedisException e) {
                if (e instanceof JedisDataException && !passes(e)) {
                    throw e;
                }
                shaken = true;
                if (millis() + pause > until || Thread.currentThread().isInterrupted()) {
                    throw away(e);
                }
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw away(null);
            }
        }
    }

    /** Whether what Redis complains about may pass by itself. */
    private static boolean passes(JedisException error) {
        String message = String.valueOf(error.getMessage());
        for (String each : RUNNING.split(" ", -1)) {
            if (message.contains(each)) {
                return true;
            }
        }
        return false;
    }

    private static UnavailableException away(@Nullable Exception cause) {
        LOG.log(System.Logger.Level.DEBUG, "Redis cannot be reached", cause);
        return new UnavailableException("what is kept elsewhere cannot be reached now: try again");
    }
}
