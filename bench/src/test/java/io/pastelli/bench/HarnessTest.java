package io.pastelli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The benchmarks run and count; how fast, no test says. */
class HarnessTest {
    @TempDir
    Path folder;

    /** Each way to speak with each server; the workloads between them differ in nothing that is not run elsewhere. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"netty | plain,plain-pipelined,file,tls-plain,h2-post,ws1000",
            "jetty | json,plain-pipelined,file,tls-post,h2-plain,ws-echo",
            "undertow | post,plain-pipelined,file,tls-plain,h2-plain,ws-echo,sse500"})
    void everyWayToSpeakIsCountedOnEveryServer(String server, String workloads) throws Exception {
        String tables = BenchMain.run(Options.parse("--only", server, "--workload", workloads, "--seconds",
                "0.1", "--rounds", "1").withConnections(8), folder);

        assertThat(tables).contains("| bare ", "| bare, virtual threads ", "| ours ", "| ours, closed JVM ")
                .contains(List.of(workloads.split(",", -1)).stream().map(each -> "| " + each + " ").toList());
        assertThat(Files.readString(folder.resolve("results.json"))).contains("\"perCpuSecond\"",
                "\"p999\"", "\"allocated\"", "\"ratio\"");
    }

    @Test
    void anUnknownOptionIsAnsweredWithOneLine() {
        assertThatThrownBy(() -> Options.parse("--fast")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown option --fast: --help lists what there is");
        assertThatThrownBy(() -> Options.parse("--only", "tomcat"))
                .hasMessageContaining("netty,jetty,undertow");
        assertThatThrownBy(() -> Options.parse("--rounds")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> Options.parse("--seconds", "soon")).hasMessageContaining("is a number");
    }

    @Test
    void optionsNarrowTheQuickRunWhereverTheyStand() {
        Options options = Options.parse("--workload", "sse10000", "--quick");

        assertThat(options.workloads()).containsExactly(Workload.SSE10000);
        assertThat(options.rounds()).isEqualTo(1);
    }
}
