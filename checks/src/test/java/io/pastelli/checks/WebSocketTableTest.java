package io.pastelli.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.testkit.tck.AdapterContract;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of Autobahn's groups names cases that there are, in the topics that they are in. */
class WebSocketTableTest {
    private static final Pattern CASE = Pattern.compile("`([a-z]+[A-Z]\\w*)`");

    @Test
    void everyCaseInTheTableIsInItsTopic() throws IOException {
        var cases = Arrays.stream(AdapterContract.class.getMethods())
                .collect(Collectors.groupingBy(
                        method -> method.getDeclaringClass().getSimpleName().replace("Contract", ""),
                        Collectors.mapping(Method::getName, Collectors.toSet())));
        List<String> rows = Files.readString(Pastelli.root().resolve("docs/websocket.md")).lines()
                .filter(line -> line.startsWith("| ") && line.contains("`")).toList();
        assertThat(rows).hasSizeGreaterThan(12);
        for (String row : rows) {
            List<String> named = CASE.matcher(row).results().map((MatchResult each) -> each.group(1))
                    .toList();
            assertThat(cases.get(row.split("\\|", -1)[2].strip())).as(row).containsAll(named);
        }
    }
}
