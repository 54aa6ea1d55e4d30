package io.pastelli.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pastelli.testkit.tck.ContractTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The published table is what the contract suite of this very build has found. */
class ContractTableTest {
    private static final List<String> ADAPTERS = List.of("adapter-jetty", "adapter-undertow",
            "adapter-netty");

    @Test
    void docsContractIsTheTableThatTheSuitePrinted() throws IOException {
        Path[] outcomes = ADAPTERS.stream().flatMap(ContractTableTest::outcomes).sorted()
                .toArray(Path[]::new);
        assumeTrue(outcomes.length >= ADAPTERS.size(), "the adapters were not tested in this build");
        String table = ContractTable.read(outcomes).markdown();
        Path made = Pastelli.root().resolve("checks/target/contract.md");
        Files.createDirectories(made.resolveSibling("."));
        Files.writeString(made, table);
        System.out.println(table);
        assumeFalse(table.contains("| skipped |"), "some cases were skipped: install curl and nghttp2-client");
        assertThat(cases(Files.readString(Pastelli.root().resolve("docs/contract.md"))))
                .as("docs/contract.md is not what the suite says: cp checks/target/contract.md docs/contract.md")
                .isEqualTo(cases(table));
    }

    /** All but the figures, which differ from run to run. */
    private static String cases(String table) {
        return table.split("## Told after", 2)[0];
    }

    private static Stream<Path> outcomes(String module) {
        Path folder = Pastelli.root().resolve(module).resolve("target/tck");
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tsv")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
