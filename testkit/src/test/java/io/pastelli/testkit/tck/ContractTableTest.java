package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractTableTest {
    @Test
    void outcomesOfSeveralAdaptersStandSideBySide(@TempDir Path dir) throws IOException {
        Path one = Files.writeString(dir.resolve("one-http-1.1.tsv"), """
                Stream\taStreamHasTheseBytes\tok\t\t
                Gone\taStayingOwnerIsTold(FIN, HELD_POLL)\tok\t20 0.50 1.25 2.00\t
                """);
        Path two = Files.writeString(dir.resolve("two-nio-http-1.1-opened.tsv"), """
                Stream\taStreamHasTheseBytes\tgap\t\tthe server pads its sizes
                Gone\taStayingOwnerIsTold(FIN, HELD_POLL)\tFAILED\t\tnobody was told
                """);
        Path other = Files.writeString(dir.resolve("one-http-2.tsv"), """
                Stream\taStreamHasTheseBytes\tok\t\t
                Chunks\tanEmptyChunkIsNoEnd\tn/a\t\tthere are no chunks
                """);
        ContractTable table = ContractTable.read(one, two, other);
        assertThat(table.size()).isEqualTo(3);
        assertThat(table.markdown()).contains("| case | one | two-nio-opened |", "## HTTP/1.1\n",
                "## HTTP/2 over TLS\n", "| case | one |\n",
                "| a stream has these bytes | ✓ | gap |",
                "* two-nio-opened, HTTP/1.1: a stream has these bytes: the server pads its sizes",
                "| an empty chunk is no end | n/a |",
                "* HTTP/2 over TLS: an empty chunk is no end: there are no chunks",
                "| a staying owner is told (FIN, HELD_POLL) | ✓ | ✗ |",
                "| a staying owner is told (FIN, HELD_POLL) | 0.50 / 1.25 / 2.00 | – |");
    }

    @Test
    void numbersStandApart() {
        assertThat(ContractTable.sentence("anErrorIsA500ThatSaysNothing"))
                .isEqualTo("an error is a 500 that says nothing");
    }

    @Test
    void figuresAreMedianAndTail() {
        assertThat(Figures.of(3_000_000, 1_000_000, 2_000_000)).hasToString("3 2.00 3.00 3.00");
    }
}
