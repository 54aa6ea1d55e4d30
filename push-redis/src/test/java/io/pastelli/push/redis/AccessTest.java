package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.backend.Backend.Reason;
import io.pastelli.push.bayeux.backend.Backend.Removed;
import io.pastelli.push.bayeux.backend.Limits;
import io.pastelli.push.bayeux.message.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Ways to a Redis: users, TLS, Sentinel, Cluster, namespaces; each with two nodes that hear of each other, of Bayeux and of
 * streams. */
class AccessTest {
    @Test
    void aUserWithItsPassword() throws Exception {
        try (var redis = RealRedis.start("--requirepass", "master",
                "--user", "chat", "on", ">p%w@rd", "resetchannels", "~{pastelli}*", "&{pastelli}*", "+@all",
                "-@dangerous")) {
            serves(Redis.at("redis://chat:p%25w%40rd@127.0.0.1:" + redis.port()));
            serves(Redis.at("redis://:master@localhost:" + redis.port() + "/1"));
        }
    }

    @Test
    void tls(@TempDir Path folder) throws Exception {
        Path keys = folder.resolve("keys");
        run("keytool", "-genkeypair", "-alias", "r", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
                "san=dns:localhost", "-keystore", keys.toString(), "-storepass", "secret", "-validity", "9");
        KeyStore store = KeyStore.getInstance(keys.toFile(), "secret".toCharArray());
        Path certificate = pem(folder, "CERTIFICATE", store.getCertificate("r").getEncoded());
        Path key = pem(folder, "PRIVATE KEY", store.getKey("r", "secret".toCharArray()).getEncoded());
        try (var redis = RealRedis.start("--tls-cert-file",
                certificate.toString(), "--tls-key-file", key.toString(), "--tls-auth-clients", "no",
                "--tls-ca-cert-file", certificate.toString())) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("r", store.getCertificate("r"));
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            serves(Redis.at("rediss://localhost:" + redis.port()).withTls(context));
            try (Backend foreign = Redis.at("rediss://127.0.0.1:" + redis.port()).withTls(context)
                    .withPatience(Duration.ofMillis(200)).bayeux()) {
                foreign.start(new Heard(), Limits.DEFAULT);
                assertThatThrownBy(() -> foreign.create("x", Duration.ofSeconds(9)))
                        .as("the name is checked").hasMessageContaining("cannot be reached");
            }
        }
    }

    @Test
    void theMasterThatSentinelsName(@TempDir Path folder) throws Exception {
        try (var redis = RealRedis.start()) {
            Path file = folder.resolve("sentinel.conf");
            Files.writeString(file, "sentinel monitor main 127.0.0.1 " + redis.port() + " 1\n");
            try (var sentinel = RealRedis.sentinel(file)) {
                serves(Redis.at("redis+sentinel://127.0.0.1:" + sentinel.port() + "/main"));
            }
        }
    }

    @Test
    void aCluster() throws Exception {
        try (var redis = RealRedis.start("--cluster-enabled", "yes")) {
            try (Jedis admin = redis.client()) {
                admin.clusterAddSlots(IntStream.range(0, 16384).toArray());
            }
            serves(Redis.at("redis+cluster://127.0.0.1:" + redis.port()));
        }
    }

    @Test
    void namespacesDoNotSeeEachOther() throws Exception {
        try (var redis = RealRedis.start();
                Backend here = Redis.at(redis.url()).withNamespace("a").bayeux();
                Backend there = Redis.at(redis.url()).withNamespace("b").bayeux()) {
            here.start(new Heard(), Limits.DEFAULT);
            there.start(new Heard(), Limits.DEFAULT);
            here.create("x", Duration.ofSeconds(9));
            assertThat(there.sessions()).isEmpty();
            assertThat(there.create("x", Duration.ofSeconds(9))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost", "redis://", "redis://a,b", "redis+sentinel://h:1",
            "redis+cluster://h/1", "redis://h:x", "redis://secret@h:1:2"})
    void anotherUrlIsRefusedWithoutBeingRepeated(String url) {
        assertThatThrownBy(() -> Redis.at(url)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redis+cluster://").hasMessageNotContaining("secret");
    }

    private static void serves(Redis redis) throws Exception {
        var heard = new Heard();
        try (Backend one = redis.bayeux(); Backend two = redis.bayeux()) {
            one.start(heard, Limits.DEFAULT);
            two.start(new Heard(), Limits.DEFAULT);
            assertThat(one.create("a", Duration.ofMinutes(1))).isTrue();
            one.subscribe("a", List.of("/x", "/**"));
            one.take("a", 1);
            long until = System.nanoTime() + 10_000_000_000L;
            do { // until it listens
                assertThat(two.publish(Event.of("/x", "hello"), List.of("/x", "/*", "/**"))).isOne();
                assertThat(one.take("a", 10).events()).isNotEmpty();
                assertThat(System.nanoTime()).isLessThan(until);
            } while (heard.waiting.poll(100, TimeUnit.MILLISECONDS) == null);
            assertThat(two.destroy("a", Reason.KICKED)).isPresent();
        }
        try (var streams = new SseLoad(redis)) {
            streams.goOn(10);
            streams.leave();
            streams.goOn(10);
            streams.account();
        }
    }

    private static Path pem(Path folder, String what, byte[] der) throws Exception {
        return Files.writeString(folder.resolve(what.replace(' ', '-') + ".pem"), "-----BEGIN " + what
                + "-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der)
                + "\n-----END " + what + "-----\n");
    }

    private static void run(String tool, String... arguments) throws Exception {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", tool).toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static final class Heard implements Backend.Listener {
        private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();

        @Override
        public void waiting(String session, boolean lazy) {
            waiting.add(session);
        }

        @Override
        public void dropped(String session, Event event) {}

        @Override
        public void gone(Removed removed) {}

        @Override
        public void moved(String session) {}

        @Override
        public void ended(String session, Reason reason) {}
    }
}
