package io.pastelli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands beside the peers runs and is counted, without the peers, which come over the network. */
class WebTest {
    @TempDir
    Path folder;

    @Test
    void bareServersAndOursAreCountedForEveryWorkloadOfThePeers() throws Exception {
        String tables = WebBench.run(WebOptions.parse("--only", "bare-netty,ours-netty", "--workload",
                "plain,plain-pipelined,json,post,file,sse500", "--seconds", "0.1", "--rounds", "2")
                .withConnections(8), folder);

        assertThat(tables).contains("| bare netty ", "| ours netty ").doesNotContain("failed");
        JsonNode rounds = new JsonMapper().readTree(Files.readString(folder.resolve("results-peers.json")));
        assertThat(rounds).hasSize(24).allSatisfy(round -> {
            assertThat(round.get("suite").asString()).isEqualTo("peers");
            assertThat(round.get("server").asString()).isEqualTo("netty");
            assertThat(round.get("metrics").get("perCpuSecond").asDouble()).isPositive();
            assertThat(round.get("metrics").get("p999Micros").asDouble())
                    .isGreaterThanOrEqualTo(round.get("metrics").get("p50Micros").asDouble());
            assertThat(round.get("metrics").get("peakMiB").asDouble()).isPositive();
        });
        assertThat(Files.readString(folder.resolve("results-peers.md"))).contains("loopback", tables);
    }

    @Test
    void ratiosAreThoseOfRoundsOfTheSameNumberAndWhereOursIsBehindIsListed() {
        List<WebRound> rounds = new ArrayList<>();
        rounds.addAll(rounds("ours", "netty", 10, 30, 20));
        rounds.addAll(rounds("Helidon", "own", 5, 10, 20));
        rounds.addAll(rounds("Node", "own", 20, 40, 10));

        String tables = WebReport.of(rounds, List.of("nginx is left out"));

        assertThat(tables).contains("**2.00** (1.00–3.00)", "nginx is left out");
        assertThat(tables.lines().filter(line -> line.contains("| Node ")).toList()).hasSize(2)
                .allMatch(line -> line.contains("**0.75** (0.50–2.00)"));
        assertThat(tables.lines().filter(line -> line.contains("| Helidon "))).hasSize(1);
    }

    private static List<WebRound> rounds(String contender, String server, double... perCpuSecond) {
        var rounds = new ArrayList<WebRound>();
        for (double each : perCpuSecond) {
            rounds.add(new WebRound("peers", "plain", contender, server, rounds.size(),
                    new WebRound.Metrics(each, each, 1, 2, 3, 100, 1)));
        }
        return rounds;
    }

    @Test
    void onlyWhatNginxCanDoWithoutAProgramIsAskedOfIt() {
        assertThat(Stream.of(Workload.values()).filter(WebPeer.NGINX::serves)).containsExactly(Workload.PLAIN,
                Workload.PLAIN_PIPELINED, Workload.FILE);
        assertThat(WebPeer.HELIDON.serves(Workload.SSE10000)).isTrue();
    }

    @Test
    void anUnknownOptionIsAnsweredWithOneLine() {
        assertThatThrownBy(() -> WebOptions.parse("--only", "tomcat"))
                .hasMessageContaining("bare-netty").hasMessageContaining("javalin,helidon,vertx,node,nginx");
        assertThatThrownBy(() -> WebOptions.parse("--workload", "heap"))
                .hasMessageContaining("plain,plain-pipelined,json,post,file,sse500,sse2000,sse10000");
    }
}
