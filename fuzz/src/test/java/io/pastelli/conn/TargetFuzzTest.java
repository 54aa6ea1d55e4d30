package io.pastelli.conn;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pastelli.fuzz.Untrusted;
import io.pastelli.http.Percent;

class TargetFuzzTest {
    @FuzzTest(maxDuration = "3m")
    void aTargetIsSplitOrRefused(byte[] data) throws Exception {
        Untrusted.parse(data, () -> {
            RequestTarget target = RequestTarget.parse("GET", Untrusted.text(data));
            assertThat(target.path()).startsWith("/");
            for (String segment : target.segments()) {
                assertThat(segment).isNotEmpty().doesNotContain("/", "?", "#");
                Percent.decode(segment); // what was taken can be decoded, segment by segment
            }
            target.params();
        });
    }
}
