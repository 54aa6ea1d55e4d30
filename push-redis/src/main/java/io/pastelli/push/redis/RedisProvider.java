package io.pastelli.push.redis;

import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.backend.BackendProvider;
import java.net.URI;
import java.util.Set;

/** Opens the addresses that {@link Redis#at} takes, with its defaults; {@link java.util.ServiceLoader} makes it. */
public final class RedisProvider implements BackendProvider {
    private static final Set<String> SCHEMES = Set.of("redis", "rediss", "redis+sentinel", "redis+cluster",
            "rediss+sentinel", "rediss+cluster");

    /** Makes the provider; {@link java.util.ServiceLoader} does. */
    public RedisProvider() {}

    @Override
    public boolean serves(String scheme) {
        return SCHEMES.contains(scheme);
    }

    @Override
    public Backend open(URI address) {
        return Redis.at(address.toString()).bayeux();
    }
}
