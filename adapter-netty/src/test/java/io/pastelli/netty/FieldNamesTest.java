package io.pastelli.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.AsciiString;
import io.pastelli.http.Headers;
import org.junit.jupiter.api.Test;

class FieldNamesTest {
    @Test
    void aCommonNameIsAlwaysTheSameText() {
        for (String sent : new String[]{"User-Agent", "user-agent"}) {
            assertThat(FieldNames.text(new AsciiString(sent))).isSameAs(Headers.lowerCase("user-agent"));
        }
    }

    @Test
    void anyOtherNameIsTakenAsItWasSent() {
        for (String sent : new String[]{"USER-AGENT", "X-Rare", ""}) {
            assertThat(FieldNames.text(new AsciiString(sent))).isEqualTo(sent);
            assertThat(FieldNames.text(sent)).isEqualTo(sent);
        }
    }
}
