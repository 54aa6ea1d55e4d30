package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.push.bayeux.Bayeux;
import io.pastelli.push.bayeux.backend.BackendProvider;
import io.pastelli.push.bayeux.backend.UnavailableException;
import java.net.URI;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class RedisProviderTest {
    private final BackendProvider provider = ServiceLoader.load(BackendProvider.class).findFirst()
            .orElseThrow();

    @Test
    void anAddressIsAllThatAProgramNeedsAndItKnowsWhenRedisIsAway() throws Exception {
        try (var redis = RealRedis.start()) {
            var backend = provider.open(URI.create(redis.url()));
            try (var bayeux = Bayeux.create(options -> options.withBackend(backend))) {
                assertThat(bayeux.sessions()).isEmpty();
                assertThat(backend.available()).isTrue();
                redis.kill();
                assertThat(backend.available()).isFalse();
                redis.restart();
                assertThat(backend.available()).isTrue();
            }
        }
    }

    @Test
    void aProgramMayAskAtItsStartWhetherThereIsOne() throws Exception {
        try (var redis = RealRedis.start("--requirepass", "right")) {
            Redis.at("redis://:right@127.0.0.1:" + redis.port()).check();
            assertThatThrownBy(Redis.at("redis://:secret@127.0.0.1:" + redis.port())::check)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageStartingWith("no Redis answers at 127.0.0.1:" + redis.port() + ": ")
                    .hasMessageContaining("password").hasMessageNotContaining("secret");
            redis.kill();
            assertThatThrownBy(Redis.at(redis.url())::check).isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void wrongAddressesAreRefusedWithoutTheirPassword() {
        assertThat(provider.serves("mysql")).isFalse();
        assertThatThrownBy(() -> provider.open(URI.create("redis:user:secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("this is no URL of a Redis")
                .hasMessageNotContaining("secret");
    }
}
