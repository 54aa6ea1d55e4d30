package io.pastelli.push.redis;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Listens on this node's own channel, on a connection of its own. Whatever is missed while it cannot is found by the heart, which looks at everything
 * when listening begins again.
 *
 * <p>
 * <b>Threading:</b> a virtual thread listens, and passes on what is heard, in order; another asks now and then whether the
 * connection still lives.
 */
final class Ears implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Ears.class.getName());
    private static final long SILENCE = 5000;
    private static final long AGAIN = 200;

    private final Operations operations;
    private final Consumer<String> hears;
    private final Runnable listens;
    private final Thread listener;
    private final Thread prober;
    private volatile @Nullable Subscriber subscriber;
    private volatile boolean closed;

    private final class Subscriber extends JedisPubSub {
        private final Jedis connection;
        private volatile long heard = Operations.millis();

        Subscriber(Jedis connection) {
            this.connection = connection;
        }

        @Override
        public void onSubscribe(String channel, int count) {
            heard = Operations.millis();
            subscriber = this;
            operations.shake();
            listens.run();
        }

        @Override
        public void onMessage(String channel, String lines) {
            heard = Operations.millis();
            try {
                hears.accept(lines);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "something that was heard could not be passed on", e);
                operations.shake();
            }
        }

        @Override
        public void onPong(String pattern) {
            heard = Operations.millis();
        }
    }

    /** Listens; {@code listens} is called when that begins, and begins again. Both return soon. */
    Ears(Operations operations, Consumer<String> hears, Runnable listens) {
        this.operations = operations;
        this.hears = hears;
        this.listens = listens;
        this.listener = Thread.ofVirtual().name("redis-ears").start(this::listen);
        this.prober = Thread.ofVirtual().name("redis-probe").start(this::probe);
    }

    @Override
    public void close() {
        closed = true;
        prober.interrupt();
        listener.interrupt();
        hangUp();
    }

    private void listen() {
        while (!closed) {
            try (Jedis connection = operations.listener()) {
                connection.subscribe(new Subscriber(connection),
                        operations.key("to:" + operations.node()));
            } catch (JedisException e) {
                operations.shake();
            }
            subscriber = null;
            sleep(AGAIN);
        }
    }

    private void probe() {
        while (!closed) {
            sleep(SILENCE / 5);
            Subscriber now = subscriber;
            if (now == null || closed) {
                continue;
            }
            if (Operations.millis() - now.heard > SILENCE) {
                hangUp();
                continue;
            }
            try {
                now.ping();
            } catch (JedisException e) {
                operations.shake(); // the listener notices too
            }
        }
    }

    private void hangUp() {
        Subscriber now = subscriber;
        if (now != null) {
            now.connection.disconnect();
        }
    }

    private void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            // to look again, or because it is closed
        }
    }
}
