package io.pastelli.bench.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results become drawings that are well-formed and show what is there. */
class PlotTest {
    @TempDir
    Path folder;

    @Test
    void linesNameTheirSlope() throws Exception {
        results("results-scale.json", """
                {"points": [{"axis": "routes", "server": "netty", "variant": "ours", "x": 10, "micros": 8},
                  {"axis": "routes", "server": "netty", "variant": "ours", "x": 1000, "micros": 9}],
                 "slopes": [{"axis": "routes", "server": "netty", "variant": "ours", "slope": 0.026}]}""");

        assertThat(Plot.run(folder, folder)).isEqualTo("scale-routes.svg");
        assertThat(drawing("scale-routes.svg")).contains("netty ours, slope 0.03", "<polyline", ">1 k<");
    }

    @Test
    void barsAreMediansOfRounds() throws Exception {
        results("results-peers.json",
                """
                        [{"workload": "plain", "contender": "A & B", "server": "own", "round": 0, "metrics": {"perCpuSecond": 10}},
                         {"workload": "plain", "contender": "ours", "server": "netty", "round": 0, "metrics": {"perCpuSecond": 20}},
                         {"workload": "plain", "contender": "ours", "server": "netty", "round": 1, "metrics": {"perCpuSecond": 20}}]""");

        assertThat(Plot.run(folder, folder)).isEqualTo("peers-plain.svg");
        assertThat(drawing("peers-plain.svg")).contains("A &amp; B", ">ours<", ">netty<");
    }

    @Test
    void withoutResultsItSaysWhatToDo() throws Exception {
        assertThat(Plot.run(folder, folder)).isEqualTo("nothing to draw: run a suite first");
        assertThatThrownBy(() -> Plot.run(folder, "--fast")).hasMessageContaining("no options");
    }

    private void results(String name, String json) throws Exception {
        Files.writeString(folder.resolve(name), json);
    }

    private String drawing(String name) throws Exception {
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(folder.resolve(name).toFile());
        return Files.readString(folder.resolve(name));
    }
}
