package io.pastelli.push.redis;

import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.backend.UnavailableException;
import io.pastelli.push.mailbox.store.MailboxStore;
import io.pastelli.push.sse.log.EventLog;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A Redis that several nodes share: version 6 or newer, alone, watched by Sentinels, or a Cluster. Immutable.
 *
 * {@snippet :
 * import io.pastelli.push.bayeux.*;
 * import io.pastelli.push.redis.Redis;
 *
 * var redis = Redis.at("redis://localhost:6379").withNamespace("chat");
 * var bayeux = Bayeux.create(options -> options.withBackend(redis.bayeux()));
 * }
 *
 * <p>
 * Nothing is connected before the back end is used. All keys begin with the namespace in braces, so a namespace lives on
 * one shard of a Cluster, and several applications may share a Redis.
 */
public final class Redis {
    private final RedisUrl url;
    private final String namespace;
    private final Duration patience;
    private final int connections;
    private final Optional<SSLContext> tls;

    private Redis(RedisUrl url, String namespace, Duration patience, int connections,
            Optional<SSLContext> tls) {
        this.url = url;
        this.namespace = namespace;
        this.patience = patience;
        this.connections = connections;
        this.tls = tls;
    }

    /**
     * Names a Redis: {@code redis://user:password@host:6379/0}, {@code rediss://} for TLS;
     * {@code redis+sentinel://host:26379,host:26379/master/0}; {@code redis+cluster://host:6379,host:6379}. User and
     * password are percent-encoded; the port, the number of the database and both of them may be left out.
     *
     * @throws IllegalArgumentException for another URL
     */
    public static Redis at(String url) {
        return new Redis(RedisUrl.parse(url), "pastelli", Duration.ofSeconds(10), 16, Optional.empty());
    }

    /**
     * Returns this Redis with another namespace for the keys; default {@code pastelli}.
     *
     * @throws IllegalArgumentException unless it has 1 to 64 letters, digits and {@code . _ -}
     */
    public Redis withNamespace(String name) {
        if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "a namespace has 1 to 64 letters, digits and . _ -, unlike " + name);
        }
        return new Redis(url, name, patience, connections, tls);
    }

    /**
     * Returns this Redis with another time that an operation waits for it while it is away; default 10 s. Then the client
     * is told to try again.
     */
    public Redis withPatience(Duration most) {
        if (!most.isPositive()) {
            throw new IllegalArgumentException("patience is positive");
        }
        return new Redis(url, namespace, most, connections, tls);
    }

    /** Returns this Redis with another number of connections of a node, at most; default 16, and one that listens. */
    public Redis withConnections(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("there has to be a connection");
        }
        return new Redis(url, namespace, patience, most, tls);
    }

    /** Returns this Redis with certificates of one's own for {@code rediss://}; default the JDK's. */
    public Redis withTls(SSLContext context) {
        return new Redis(url, namespace, patience, connections, Optional.of(context));
    }

    /** Returns a new back end for a Bayeux server on this node. */
    public Backend bayeux() {
        return new RedisBackend(this::operations, () -> 0);
    }

    /**
     * Returns a new store for mailboxes on this node. What other programs {@code RPUSH} to the list
     * {@code namespace:name}, in a Cluster {@code {namespace}:name}, is a message of that mailbox.
     */
    public MailboxStore mailboxes() {
        String lists = (url.kind() == RedisUrl.Kind.CLUSTER ? "{" + namespace + "}" : namespace) + ":";
        return new RedisStore(this::operations, lists, () -> 0);
    }

    /**
     * Asks whether it answers and lets us in, for programs that would rather not start without; back ends need no such
     * check, they wait.
     *
     * @throws UnavailableException when it does not; the message says where it was looked for, and why not
     */
    public void check() {
        try (UnifiedJedis client = url.connect(1, tls)) {
            client.ping();
        } catch (JedisException e) {
            throw new UnavailableException("no Redis answers at " + url.places() + ": "
                    + String.valueOf(e.getMessage()).replaceFirst("\\.$", ""));
        }
    }

    /**
     * Returns a new log for the {@code Connections} of this node: broadcasts reach the streams of all nodes, and a client
     * that comes back gets what it has missed, on any of them. It keeps 10000 events, and 16 MiB of them.
     *
     * {@snippet :
     * import io.pastelli.push.redis.Redis;
     *
     * var redis = Redis.at("redis://localhost:6379").withNamespace("chat");
     * var connections = new Connections(ConnectionsOptions.DEFAULT.withLog(redis.connections()));
     * }
     */
    public EventLog connections() {
        return connections(10_000, 16 << 20);
    }

    /**
     * Returns a new log that keeps so many events and bytes of them at most; the same numbers on each node.
     *
     * @throws IllegalArgumentException for a number below 1
     */
    public EventLog connections(int mostEvents, long mostBytes) {
        if (mostEvents < 1 || mostBytes < 1) {
            throw new IllegalArgumentException("a log keeps at least 1 event and 1 byte, not " + mostEvents
                    + " and " + mostBytes);
        }
        return new RedisLog(this::operations, mostEvents, mostBytes);
    }

    Operations operations() {
        UnifiedJedis client = url.connect(connections + 2, tls);
        return new Operations(client, () -> url.listener(client, tls), namespace, patience, connections);
    }

    /** Returns where it is, without the password. */
    @Override
    public String toString() {
        return url + " as " + namespace;
    }
}
