package io.pastelli.conn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseEventTest {
    @Test
    void aTextIsOneDataField() {
        assertThat(SseEvent.of("some data").encode().utf8()).isEqualTo("data: some data\n\n");
    }

    @Test
    void theFieldsComeInAFixedOrder() {
        assertThat(SseEvent.of("[{\"foo\":3}]").withRetry(Duration.ofSeconds(6)).withId("1234")
                .named("handshake"))
                .hasToString("event: handshake\nid: 1234\nretry: 6000\ndata: [{\"foo\":3}]\n\n");
    }

    @Test
    void dataOfSeveralLinesBecomesSeveralFields() {
        assertThat(SseEvent.of("a\nb\r\nc\rd\n"))
                .hasToString("data: a\ndata: b\ndata: c\ndata: d\ndata: \n\n");
    }

    @Test
    void emptyDataIsStillAnEvent() {
        assertThat(SseEvent.of("")).hasToString("data: \n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\0b", "x\ndata: forged"})
    void aLineBreakInANameOrIdIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SseEvent.of("x").named(text));
        assertThatIllegalArgumentException().isThrownBy(() -> SseEvent.of("x").withId(text));
        assertThatIllegalArgumentException().isThrownBy(() -> SseEvent.comment(text));
    }

    @Test
    void aCommentIsWhatClientsSkip() {
        assertThat(SseEvent.comment("ping").utf8()).isEqualTo(": ping\n\n");
    }
}
