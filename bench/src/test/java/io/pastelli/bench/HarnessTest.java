package io.pastelli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmarks run and count; how fast, no test says. */
class HarnessTest {
    @TempDir
    Path folder;

    @Test
    void plainTextIsCountedOnNettyAndOnItsAdapter() throws Exception {
        String tables = BenchMain
                .run(Options.parse("--only", "netty", "--workload", "plain", "--seconds", "0.5",
                        "--rounds", "1"), folder);

        assertThat(tables).contains("| plain ", "| bare ", "| ours ");
        assertThat(Files.readString(folder.resolve("results.json"))).contains("\"perCpuSecond\"",
                "\"ratio\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jetty", "undertow"})
    void tlsAndHttp2AreCountedOnEveryServer(String server) throws Exception {
        String tables = BenchMain.run(Options.parse("--only", server, "--workload",
                "tls-plain,tls-post,h2-plain,h2-post", "--seconds", "0.5", "--rounds", "1"), folder);

        assertThat(tables).contains("| tls-plain ", "| tls-post ", "| h2-plain ", "| h2-post ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jetty", "undertow"})
    void echoesAndBroadcastsOverWebSocketsAreCountedOnEveryServer(String server) throws Exception {
        String tables = BenchMain.run(Options.parse("--only", server, "--workload", "ws-echo,ws1000",
                "--seconds", "0.5", "--rounds", "1"), folder);

        assertThat(tables).contains("| ws-echo ", "| ws1000 ");
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
