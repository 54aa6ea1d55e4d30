package io.pastelli.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.examples.web.Events;
import io.pastelli.examples.web.OnEveryAdapter;

/** The command in a JVM of its own. */
class RunningTest {
    @OnEveryAdapter
    void portZeroIsPrintedAndTermEndsOpenStreamsInOrder(String adapter) throws Exception {
        try (var program = Program.serving(adapter, "run", "hello");
                var events = Events.open(program.url("/connections/ada"))) {
            events.lineWith("data: connected ada");
            program.term();
            assertThat(events.lineWith("event")).isEqualTo("event: bye");
            assertThat(events.line()).isEqualTo("data: closed");
            assertThat(events.line()).isEmpty();
            assertThat(events.ended()).isTrue();
            program.endsByTerm();
        }
    }
}
