package io.pastelli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms are filled, everything published arrives in order, and is counted; how fast, no test says. */
class RoomTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ws-200", "lp-200"})
    void deliveriesAreCountedAndComeInOrder(String room) throws Exception {
        String tables = RoomBench.run(RoomOptions.parse("--quick", "--only", "jetty", "--workload", room,
                "--seconds", "0.2"), folder);

        assertThat(tables).contains("| " + room + " ", "| paced ", "| burst ", "| ours on Jetty ");
        assertThat(Files.readString(folder.resolve("bayeux.json"))).contains("\"lost\" : 0")
                .doesNotContainPattern("\"(lost|doubled|late)\" : [1-9]");
    }

    @Test
    void anUnknownOptionIsAnsweredWithOneLine() {
        assertThatThrownBy(() -> RoomOptions.parse("--fast"))
                .hasMessage("unknown option --fast: --help lists what there is");
        assertThatThrownBy(() -> RoomOptions.parse("--only", "tomcat"))
                .hasMessageContaining("jetty,undertow,netty,cometd,faye");
        assertThatThrownBy(() -> RoomOptions.parse("--workload", "plain"))
                .hasMessageContaining("unknown workload plain");
    }
}
