package io.pastelli.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pastelli.fuzz.Untrusted;

class PercentFuzzTest {
    @FuzzTest(maxDuration = "3m")
    void whatIsDecodedIsEncodedAsItself(byte[] data) throws Exception {
        Untrusted.parse(data, () -> {
            String plain = Percent.decode(Untrusted.text(data));
            assertThat(Percent.decode(Percent.encode(plain))).isEqualTo(plain);
            assertThat(Percent.decodeForm(Percent.encodeForm(plain))).isEqualTo(plain);
            Percent.decodeForm(Untrusted.text(data));
        });
    }
}
