package io.pastelli.adapter.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pastelli.adapter.Limits;
import io.pastelli.adapter.Refusal;
import io.pastelli.adapter.RefusedException;
import io.pastelli.adapter.RequestHead;
import io.pastelli.http.Headers;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadTest {
    private static final Limits LIMITS = Limits.DEFAULT.withHead(1024, 1024);
    private static final String HEAD = String.join("\r\n", "POST /a?b=%20 HTTP/1.1", "Host: x:1",
            "X-Blank: \t a \t ", "Content-Length: 3", "Connection: Close", "Expect: 100-Continue", "", "");

    private final HeadScanner scanner = new HeadScanner(LIMITS);
    private final HeadParser parser = new HeadParser(LIMITS.headerCount());

    private RequestHead read(String text) throws RefusedException {
        byte[] bytes = text.getBytes(ISO_8859_1);
        scanner.reset();
        int length = scanner.scan(bytes, 0, bytes.length);
        assertThat(length).isEqualTo(bytes.length);
        return parser.parse(bytes, 0, length);
    }

    private void refuses(Refusal refusal, String text) {
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> read(text))
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(refusal));
    }

    @Test
    void aHeadIsReadAsItWasSent() throws RefusedException {
        RequestHead head = read(HEAD);
        assertThat(head.method()).isEqualTo("POST");
        assertThat(head.target()).isEqualTo("/a?b=%20");
        assertThat(head.protocol()).isEqualTo("HTTP/1.1");
        assertThat(head.headers()).isEqualTo(Headers.of("host", "x:1", "x-blank", "a", "content-length", "3",
                "connection", "Close", "expect", "100-Continue"));
        assertThat(head.length()).isEqualTo(3);
        assertThat(head.keepAlive()).isFalse();
        assertThat(head.expectsContinue()).isTrue();
    }

    @Test
    void oneParserReadsOneHeadAfterTheOther() throws RefusedException {
        assertThat(read("GET / HTTP/1.1\r\nHost: x\r\n" + "a: b\r\n".repeat(50) + "\r\n").headers().size())
                .isEqualTo(51);
        refuses(Refusal.MALFORMED, "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n");
        assertThat(read("GET / HTTP/1.0\r\n\r\n").headers()).isEqualTo(Headers.empty());
    }

    @Test
    void commonNamesAreOneText() throws RefusedException {
        for (String name : Headers.commonNames()) {
            boolean framing = name.equals("Host") || name.endsWith("Encoding")
                    || name.equals("Content-Length");
            String sent = framing ? "X-" + name : name;
            Headers headers = read("GET / HTTP/1.1\r\nHost: x\r\n" + sent + ": 1\r\n\r\n").headers();
            String read = headers.iterator().next().name();
            assertThat(read).isSameAs(Headers.lowerCase("Host"));
            assertThat(headers.first(sent)).contains("1");
        }
        assertThat(read("GET / HTTP/1.0\r\nuser-AGENT: 1\r\n\r\n").headers().iterator().next().name())
                .isSameAs(Headers.lowerCase("User-Agent"));
    }

    @Test
    void theEndOfAHeadIsFoundHoweverItComes() throws RefusedException {
        byte[] bytes = (HEAD + "abc").getBytes(ISO_8859_1);
        var random = new Random(3);
        for (int round = 0; round < 200; round++) {
            scanner.reset();
            int length = 0;
            int to = 0;
            while (length == 0) {
                int from = Math.max(0, scanner.seen() - 1);
                to = Math.min(bytes.length, to + 1 + random.nextInt(20));
                var part = new byte[to]; // what was seen before need not be there
                System.arraycopy(bytes, from, part, from, to - from);
                length = scanner.scan(part, 0, to);
            }
            assertThat(length).isEqualTo(HEAD.length());
        }
    }

    @Test
    void limitsAreTheLastByteThatFits() throws RefusedException {
        String fits = "a".repeat(1024 - "GET / HTTP/1.1".length());
        assertThat(read("GET /" + fits + " HTTP/1.1\r\nHost: x\r\n\r\n").target()).hasSize(fits.length() + 1);
        refuses(Refusal.REQUEST_LINE, "GET /" + fits + "a HTTP/1.1\r\nHost: x\r\n\r\n");
        refuses(Refusal.HEADERS, "GET / HTTP/1.1\r\nHost: x\r\na: " + "b".repeat(1024) + "\r\n\r\n");
        refuses(Refusal.HEADERS, "GET / HTTP/1.1\r\nHost: x\r\n" + "a: b\r\n".repeat(100) + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 3|Transfer-Encoding: chunked",
            "Content-Length: 3|Content-Length: 4",
            "Content-Length: +3", "Content-Length: 99999999999999999999", "Content-Length:",
            "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked|Transfer-Encoding: chunked",
            "Transfer-Encoding : chunked", "Host: y", "a: b| folded", "a\u00e4: b", "a: b\u007f", "a: b\rc"})
    void whatTwoParsersCouldReadInTwoWaysIsRefused(String fields) {
        refuses(Refusal.MALFORMED,
                "POST / HTTP/1.1\r\nHost: x\r\n" + fields.replace("|", "\r\n") + "\r\n\r\n");
    }

    @Test
    void otherVersionsAreTold() {
        refuses(Refusal.VERSION, "GET / HTTP/2.0\r\nHost: x\r\n\r\n");
        refuses(Refusal.MALFORMED, "GET / HTTPS/1.1\r\nHost: x\r\n\r\n");
    }

    @Test
    void anyBytesAreAHeadOrRefused() {
        var random = new Random(11);
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = HEAD.getBytes(ISO_8859_1);
            for (int change = random.nextInt(3); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean()
                        ? random.nextInt(256)
                        : "\r\n :\t,;".charAt(random.nextInt(7)));
            }
            scanner.reset();
            try {
                int length = scanner.scan(bytes, 0, bytes.length);
                if (length > 0) {
                    parser.parse(bytes, 0, length);
                    read++;
                }
            } catch (RefusedException e) {
                assertThat(e.refusal().status()).isIn(400, 431, 505);
            }
        }
        assertThat(read).isBetween(1000, 19_000); // both happen
    }
}
