package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.plugs.Forwarded.Field;
import io.pastelli.plugs.Forwarded.Options;
import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestRequest;
import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedTest {
    private static final TestRequest ASKED = TestConn.get("/path").withoutHeader("host")
            .header("host", "app.test");
    private static final Plug FOR = Forwarded.plug("10.0.0.0/8", "::1", "fd00::/8");
    private static final Plug ALL = plug(Field.X_FORWARDED_FOR, Field.X_FORWARDED_PROTO,
            Field.X_FORWARDED_HOST, Field.X_FORWARDED_PORT);
    private static final Plug STANDARD = plug(Field.FORWARDED);

    private static Plug plug(Field... fields) {
        return Forwarded.plug(Options.DEFAULT.withTrusted("10.0.0.0/8", "fd00::/8").withFields(fields));
    }

    /** Tells what the app sees: address and origin. */
    private static String seen(Plug plug, TestRequest request) {
        return seen(plug, "10.0.0.1", request);
    }

    private static String seen(Plug plug, String peer, TestRequest request) {
        return request.call(Plug.pipeline(conn -> conn.putRemoteAddress(InetAddress.ofLiteral(peer)), plug,
                ForwardedTest::tell)).text();
    }

    private static Conn tell(Conn conn) {
        return conn.sendResp(200,
                conn.remoteAddress().getHostAddress() + " " + conn.requestUrl().replace("/path", ""));
    }

    @Test
    void wordsOfAnUntrustedPeerAreNotHeard() {
        TestRequest forged = ASKED.header("x-forwarded-for", "1.2.3.4").header("x-forwarded-proto", "https")
                .header("x-forwarded-host", "evil.test").header("forwarded", "for=1.2.3.4;proto=https");
        assertThat(seen(ALL, "192.0.2.9", forged)).isEqualTo("192.0.2.9 http://app.test");
        assertThat(seen(STANDARD, "192.0.2.9", forged)).isEqualTo("192.0.2.9 http://app.test");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "192.0.2.9                          | 192.0.2.9",
            "1.1.1.1, 192.0.2.9                 | 192.0.2.9",
            "1.1.1.1, 192.0.2.9, 10.0.0.7       | 192.0.2.9",
            "192.0.2.9,10.0.0.8 , 10.0.0.7      | 192.0.2.9",
            "10.0.0.9, 10.0.0.8                 | 10.0.0.9",
            "unknown, 10.0.0.8                  | 10.0.0.8",
            "1.1.1.1, nonsense                  | 10.0.0.1",
            "1.1.1.1, 010.0.0.1                 | 10.0.0.1",
            "1.1.1.1, 127.1                     | 10.0.0.1",
            "1.1.1.1, localhost                 | 10.0.0.1",
            "1.1.1.1,                           | 10.0.0.1",
            "192.0.2.9:8080                     | 192.0.2.9",
            "2001:db8::7                        | 2001:db8:0:0:0:0:0:7",
            "[2001:db8::7]:443                  | 2001:db8:0:0:0:0:0:7",
            "1.1.1.1, fe80::1%eth0              | 10.0.0.1",
            "192.0.2.9, ::ffff:10.0.0.7         | 192.0.2.9",
            "192.0.2.9, fd00::1                 | 192.0.2.9"})
    void theClientIsTheRightmostAddressThatIsNoProxy(String field, String client) {
        assertThat(seen(FOR, ASKED.header("x-forwarded-for", field))).isEqualTo(client + " http://app.test");
    }

    @Test
    void severalLinesAreOneListInOrder() {
        assertThat(seen(FOR, ASKED.header("x-forwarded-for", "1.1.1.1").header("x-forwarded-for",
                "192.0.2.9, 10.0.0.4"))).startsWith("192.0.2.9 ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "https        |                |      | https://app.test",
            "HTTPS        |                |      | https://app.test",
            "wss          |                |      | https://app.test",
            "gopher       |                |      | http://app.test",
            "http, https  |                |      | https://app.test",
            "https        | shop.test      |      | https://shop.test",
            "https        | shop.test:8443 |      | https://shop.test:8443",
            "https        | shop.test:8443 | 444  | https://shop.test:444",
            "             | [::1]:81       |      | http://[::1]:81",
            "             | a.test/b@c     |      | http://app.test",
            "             | a.test:99999   | 0    | http://app.test",
            "             | a.test, b.test | +1   | http://b.test",
            "             |                | 8080 | http://app.test:8080"})
    void schemeHostAndPortAreTakenWhereTheyMakeSense(String proto, String host, String port, String url) {
        TestRequest request = ASKED;
        request = proto == null ? request : request.header("x-forwarded-proto", proto);
        request = host == null ? request : request.header("x-forwarded-host", host);
        request = port == null ? request : request.header("x-forwarded-port", port);
        assertThat(seen(ALL, request)).isEqualTo("10.0.0.1 " + url);
    }

    @Test
    void fieldsThatAreNotBelievedAreNotRead() {
        assertThat(seen(FOR, ASKED.header("x-forwarded-host", "evil.test").header("x-forwarded-port", "1")
                .header("forwarded", "for=1.1.1.1"))).isEqualTo("10.0.0.1 http://app.test");
    }

    @Test
    void anUnusualPortStaysWithANewScheme() {
        TestRequest request = TestConn.get("/path").withoutHeader("host").header("host", "app.test:8080");
        assertThat(seen(FOR, request.header("x-forwarded-proto", "https")))
                .isEqualTo("10.0.0.1 https://app.test:8080");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
            "for=192.0.2.9                                            | 192.0.2.9 http://app.test",
            "for=192.0.2.9;proto=https;by=10.0.0.1                    | 192.0.2.9 https://app.test",
            "For=\"[2001:db8::7]:4711\";Proto=https;host=\"b.test:444\"  | 2001:db8:0:0:0:0:0:7 https://b.test:444",
            "for=1.1.1.1;proto=https, for=192.0.2.9                   | 192.0.2.9 http://app.test",
            "for=192.0.2.9;proto=https, for=10.0.0.7;proto=http       | 192.0.2.9 https://app.test",
            "for=\"_secret\";proto=https                                | 10.0.0.1 https://app.test",
            "for=unknown, for=10.0.0.7                                | 10.0.0.7 http://app.test",
            "for=\"x, for=192.0.2.9;proto=https                         | 192.0.2.9 https://app.test",
            "for=x\\\", for=192.0.2.9                                    | 192.0.2.9 http://app.test",
            "for=1.1.1.1, nonsense                                    | 10.0.0.1 http://app.test",
            "for=1.1.1.1;for=2.2.2.2                                  | 10.0.0.1 http://app.test",
            "for=\"19\\2.0.2.9\"                                         | 192.0.2.9 http://app.test"})
    void theStandardFieldIsReadFromTheRightToo(String field, String seen) {
        assertThat(seen(STANDARD, ASKED.header("forwarded", field))).isEqualTo(seen);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingThatAClientPutsInFrontChangesWhatTheProxySays(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            String noise = noise(random);
            assertThat(seen(FOR, ASKED.header("x-forwarded-for", noise + ", 192.0.2.9"))).as(noise)
                    .isEqualTo("192.0.2.9 http://app.test");
            assertThat(seen(STANDARD, ASKED.header("forwarded", noise + ",for=192.0.2.9;proto=https")))
                    .as(noise).isEqualTo("192.0.2.9 https://app.test");
            assertThat(seen(ALL, ASKED.header("x-forwarded-for", noise).header("x-forwarded-proto", noise)
                    .header("x-forwarded-host", noise).header("x-forwarded-port", noise))).as(noise)
                    .matches("[0-9a-f.:]+ https?://[A-Za-z0-9._~\\[\\]:-]+");
        }
    }

    @Test
    void aVeryLongFieldIsReadInTimeAndWithoutOverflow() {
        String long1 = "\\a".repeat(3_500);
        assertThat(seen(STANDARD, ASKED.header("forwarded", "for=\"" + long1 + "\"")))
                .isEqualTo("10.0.0.1 http://app.test");
        assertThat(seen(FOR, ASKED.header("x-forwarded-for", "10.0.0.2,".repeat(700) + "10.0.0.3")))
                .isEqualTo("10.0.0.2 http://app.test");
    }

    private static String noise(Random random) {
        String[] parts = {"for=", "\"", "\\", ",", ";", "1.1.1.1", "10.0.0.2", "[", "]", ":", "::1", "=", " ",
                "\t", "https", "proto=", "host=", "%", "ü", "unknown", "99999999999", "x"};
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/33, prefix length", "10.0.0.1/8, first address", "proxy.test, no address range",
            "fd00::/129, prefix length", "10.0.0.0/, prefix length", "10.0.0.0/-1, prefix length",
            "'', no address range"})
    void aBadRangeIsRefusedAtTheDefinition(String range, String reason) {
        assertThatThrownBy(() -> Forwarded.plug(range)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void nobodyTrustedOrTwoKindsOfFieldsAreRefusedAtTheDefinition() {
        assertThatThrownBy(() -> Forwarded.plug()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("addresses of your proxies");
        assertThatThrownBy(() -> plug(Field.FORWARDED, Field.X_FORWARDED_FOR))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("client's own");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8, 10.255.1.2, true", "10.0.0.0/8, 11.0.0.0, false",
            "192.168.4.0/22, 192.168.7.255, true",
            "192.168.4.0/22, 192.168.8.0, false", "0.0.0.0/0, 203.0.113.1, true", "::/0, 10.0.0.1, false",
            "fc00::/7, fd12::1, true", "fe80::/10, fec0::1, false", "192.0.2.7, 192.0.2.7, true",
            "192.0.2.7/32, 192.0.2.6, false"})
    void aRangeHoldsItsAddresses(String range, String address, boolean inside) {
        assertThat(Network.parse(range).contains(InetAddress.ofLiteral(address))).isEqualTo(inside);
    }
}
