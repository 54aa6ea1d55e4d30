package io.pastelli.push.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;

/** Where a Redis is, and how to get in. */
record RedisUrl(boolean tls, Kind kind, Optional<String> user, Optional<String> password,
        List<HostAndPort> hosts,
        String master, int database) {
    private static final int TIMEOUT = 2000; // ms; operations are tried again

    enum Kind {
        ALONE, SENTINEL, CLUSTER
    }

    private static final Pattern FORM = Pattern.compile(
            "redis(s?)(?:\\+(sentinel|cluster))?://(?:([^:@/]*)(?::([^@/]*))?@)?([^/@]+)/?([^?#]*)");
    private static final Pattern HOST = Pattern
            .compile("(\\[[0-9a-fA-F:.]+\\]|[^:\\[\\],]+)(?::(\\d{1,5}))?");

    static RedisUrl parse(String url) {
        Matcher parts = FORM.matcher(url);
        if (!parts.matches()) {
            throw wrong();
        }
        Kind kind = parts.group(2) == null
                ? Kind.ALONE
                : parts.group(2).equals("sentinel") ? Kind.SENTINEL : Kind.CLUSTER;
        List<HostAndPort> hosts = Arrays.stream(parts.group(5).split(",", -1))
                .map(host -> host(host, kind == Kind.SENTINEL ? 26379 : 6379)).toList();
        String path = parts.group(6);
        String master = "";
        if (kind == Kind.SENTINEL) {
            int slash = path.indexOf('/');
            master = slash < 0 ? path : path.substring(0, slash);
            path = slash < 0 ? "" : path.substring(slash + 1);
        }
        if ((kind == Kind.SENTINEL && master.isEmpty()) || (kind == Kind.ALONE && hosts.size() > 1)
                || (kind == Kind.CLUSTER && !path.isEmpty()) || !path.matches("\\d{0,4}")) {
            throw wrong();
        }
        return new RedisUrl(!parts.group(1).isEmpty(), kind, secret(parts.group(3)), secret(parts.group(4)),
                hosts,
                master, path.isEmpty() ? 0 : Integer.parseInt(path));
    }

    /** Makes a client with a pool of connections; connects to Sentinels and Clusters at once, else later. */
    UnifiedJedis connect(int connections, Optional<SSLContext> certificates) {
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(connections);
        pool.setMaxIdle(connections);
        pool.setJmxEnabled(false);
        Set<HostAndPort> all = new LinkedHashSet<>(hosts);
        JedisClientConfig config = config(certificates);
        return switch (kind) {
            case ALONE -> RedisClient.builder().hostAndPort(hosts.getFirst()).clientConfig(config)
                    .poolConfig(pool).build();
            case SENTINEL -> RedisSentinelClient.builder().sentinels(all).masterName(master)
                    .clientConfig(config).poolConfig(pool).build();
            case CLUSTER -> RedisClusterClient.builder().nodes(all).clientConfig(config).poolConfig(pool)
                    .build();
        };
    }

    /** Makes a connection of its own, for who listens on it; the client knows who is the master now. */
    Jedis listener(UnifiedJedis client, Optional<SSLContext> certificates) {
        HostAndPort host = switch (client) {
            case RedisSentinelClient sentinel -> sentinel.getCurrentMaster();
            case RedisClusterClient cluster -> any(cluster.getClusterNodes().keySet());
            default -> hosts.getFirst();
        };
        return new Jedis(host, config(certificates));
    }

    /** All members of a Cluster pass on what is published on one; the next attempt may take one that lives. */
    private HostAndPort any(Set<String> members) {
        var known = members.isEmpty() ? hosts : members.stream().map(HostAndPort::from).toList();
        return known.get(ThreadLocalRandom.current().nextInt(known.size()));
    }

    @SuppressWarnings("deprecation") // the newer way takes files of certificates, and no SSLContext
    private JedisClientConfig config(Optional<SSLContext> certificates) {
        var config = DefaultJedisClientConfig.builder().connectionTimeoutMillis(TIMEOUT)
                .socketTimeoutMillis(TIMEOUT).resp2().database(database).ssl(tls);
        user.filter(name -> !name.isEmpty()).ifPresent(config::user);
        password.ifPresent(config::password);
        if (tls) {
            var parameters = new SSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            config.sslParameters(parameters);
            certificates.ifPresent(context -> config.sslSocketFactory(context.getSocketFactory()));
        }
        return config.build();
    }

    private static HostAndPort host(String text, int port) {
        Matcher host = HOST.matcher(text);
        if (!host.matches()) {
            throw wrong();
        }
        String name = host.group(1);
        return new HostAndPort(name.startsWith("[") ? name.substring(1, name.length() - 1) : name,
                host.group(2) == null ? port : Integer.parseInt(host.group(2)));
    }

    private static Optional<String> secret(@Nullable String text) {
        return Optional.ofNullable(text)
                .map(each -> URLDecoder.decode(each.replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                "this is no URL of a Redis: use redis://user:password@host:6379/0,"
                        + " rediss:// for TLS, redis+sentinel://host:26379,host:26379/master or"
                        + " redis+cluster://host:6379,host:6379"); // the URL itself may hold a password
    }

    /** Returns the hosts and their ports, for a sentence. */
    String places() {
        return hosts.stream().map(HostAndPort::toString).collect(Collectors.joining(", "));
    }

    /** Returns the hosts, and nothing secret. */
    @Override
    public String toString() {
        return kind + " " + hosts;
    }
}
