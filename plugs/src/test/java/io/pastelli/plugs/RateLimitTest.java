package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.conn.Plug;
import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RateLimitTest {
    private final TestTime time = new TestTime();

    @Test
    void aBurstPassesAndOneMoreIsTooMany() {
        Plug plug = limited(RateLimit.Options.of(3, Duration.ofSeconds(30)));
        for (int i = 0; i < 3; i++) {
            assertThat(get(plug, "").status()).isEqualTo(200);
        }
        TestConn refused = get(plug, "");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("retry-after")).isEqualTo("10");
        time.advance(Duration.ofMillis(9_999));
        assertThat(get(plug, "").header("retry-after")).isEqualTo("1");
        time.advance(Duration.ofMillis(1));
        assertThat(get(plug, "").status()).isEqualTo(200);
        assertThat(get(plug, "").status()).isEqualTo(429);
        time.advance(Duration.ofDays(1));
        for (int i = 0; i < 3; i++) {
            assertThat(get(plug, "").status()).isEqualTo(200);
        }
        assertThat(get(plug, "").status()).isEqualTo(429);
    }

    @Test
    void eachKeyHasItsOwnBucket() {
        Plug plug = limited(RateLimit.Options.of(1, Duration.ofSeconds(1))
                .withKey(conn -> conn.reqHeader("x-user").orElse("")));
        assertThat(get(plug, "ada").status()).isEqualTo(200);
        assertThat(get(plug, "bob").status()).isEqualTo(200);
        assertThat(get(plug, "ada").status()).isEqualTo(429);
    }

    @Test
    void anIpv6NetworkIsOneClient() throws UnknownHostException {
        for (String[] pair : new String[][]{{"2001:db8::1", "2001:db8::ffff:1", "429"},
                {"2001:db8::1", "2001:db8:0:1::1", "200"},
                {"10.0.0.1", "10.0.0.2", "200"}}) {
            Plug limit = RateLimit.plug(RateLimit.Options.of(1, Duration.ofSeconds(1)).withTime(time));
            int last = 0;
            for (String address : new String[]{pair[0], pair[1]}) {
                InetAddress from = InetAddress.getByName(address);
                last = TestConn.get("/")
                        .call(Plug.pipeline(conn -> conn.putRemoteAddress(from), limit,
                                conn -> conn.sendResp(200, "")))
                        .status();
            }
            assertThat(last).isEqualTo(Integer.parseInt(pair[2]));
        }
    }

    @Test
    void noMoreKeysAreKeptThanAllowedAndTheQuietOnesGo() {
        var buckets = new TokenBuckets(1_000, 1, 100);
        for (int i = 0; i < 10_000; i++) {
            assertThat(buckets.take("key" + i, 0)).isZero();
            assertThat(buckets.take("busy", 0)).isEqualTo(i == 0 ? 0 : 1_000); // asked often, so remembered
        }
        assertThat(buckets.size()).isEqualTo(100);
    }

    @Test
    void neverMoreThanTheBurstAndTheTimeAllow() {
        var random = new Random(11);
        for (int round = 0; round < 200; round++) {
            int burst = 1 + random.nextInt(20);
            long perToken = 1L + random.nextInt(1_000);
            var buckets = new TokenBuckets(perToken, burst, 10);
            long start = random.nextLong();
            long now = start;
            long passed = 0;
            for (int i = 0; i < 500; i++) {
                now += random.nextInt(3_000) * (random.nextInt(4) == 0 ? 1L : 0L);
                if (buckets.take("k", now) == 0) {
                    passed++;
                }
                assertThat(passed).isLessThanOrEqualTo(burst + (now - start) / perToken);
            }
        }
    }

    @Test
    void senselessNumbersAreRefused() {
        assertThatThrownBy(() -> RateLimit.plug(0, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RateLimit.plug(10, Duration.ofNanos(9)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RateLimit.Options.of(1, Duration.ofSeconds(1)).withKeys(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Plug limited(RateLimit.Options options) {
        return Plug.pipeline(RateLimit.plug(options.withTime(time)), conn -> conn.sendResp(200, "ok"));
    }

    private static TestConn get(Plug plug, String user) {
        return TestConn.get("/").header("x-user", user).call(plug);
    }
}
