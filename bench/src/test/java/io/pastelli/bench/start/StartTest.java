package io.pastelli.bench.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs start and answer; how soon, no test says. Archives need class paths of jars, which tests do not have. */
class StartTest {
    @TempDir
    Path folder;

    @Test
    void oursAndTheBareServerAnswer() throws Exception {
        String table = Start.run(new StartOptions(List.of("undertow"), List.of(Mode.NONE), 1), folder);

        assertThat(table).contains("| undertow | bare ", "| undertow | ours ");
        assertThat(Files.readString(folder.resolve("results-start.json"))).contains("\"cpu\"", "\"median\"");
    }

    @Test
    void anUnknownOptionIsAnsweredWithOneLine() {
        assertThatThrownBy(() -> StartOptions.parse("--only", "tomcat"))
                .hasMessageContaining("netty,jetty,undertow");
    }
}
