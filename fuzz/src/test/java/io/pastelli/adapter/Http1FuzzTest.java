package io.pastelli.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pastelli.adapter.http1.BodyDecoder;
import io.pastelli.adapter.http1.HeadParser;
import io.pastelli.adapter.http1.HeadScanner;
import io.pastelli.fuzz.Untrusted;
import io.pastelli.http.Token;

class Http1FuzzTest {
    @FuzzTest(maxDuration = "3m")
    void aHeadIsReadOrRefused(byte[] data) throws Exception {
        Untrusted.parse(data, () -> {
            byte[] bytes = data.clone(); // names become lower case in place
            try {
                int length = new HeadScanner(Limits.DEFAULT).scan(bytes, 0, bytes.length);
                if (length > 0) {
                    RequestHead head = new HeadParser(100).parse(bytes, 0, length);
                    assertThat(Token.is(head.method())).isTrue();
                    assertThat(head.target()).doesNotContain(" ", "\r", "\n");
                    assertThat(head.length()).isGreaterThanOrEqualTo(RequestHead.UNDECLARED);
                }
            } catch (RefusedException e) {
                assertThat(e.refusal().status()).isIn(400, 414, 431, 505);
            }
        });
    }

    @FuzzTest(maxDuration = "3m")
    void aChunkedBodyIsReadOrRefused(byte[] data) throws Exception {
        Untrusted.parse(data, () -> {
            BodyDecoder decoder = BodyDecoder.of(RequestHead.UNDECLARED, 100);
            try {
                int at = decoder.decode(data, 0, data.length, (bytes, from, length) -> length);
                assertThat(decoder.ended() || at == data.length).isTrue();
            } catch (RefusedException e) {
                assertThat(e.refusal().status()).isIn(400, 431);
            }
        });
    }
}
