package io.pastelli.bayeux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class LayersTest {
    @TempDir
    private Path folder = Path.of("");

    private Cook cook = new Cook();
    private final StringWriter err = new StringWriter();

    @Command(name = "cook", mixinStandardHelpOptions = true, showDefaultValues = true)
    private static final class Cook implements Callable<Integer> {
        @SuppressWarnings("unused") // Layers ask for it by its name
        @Option(names = "--config")
        private Optional<Path> config = Optional.empty();

        @Option(names = "--max-pots", converter = Count.class, defaultValue = "1")
        private int pots;

        @Option(names = "--time", converter = Seconds.class, defaultValue = "3")
        private Duration time = Duration.ZERO;

        @Option(names = "--herb", split = ",")
        private List<String> herbs = List.of();

        @Option(names = "--hot", arity = "0..1", fallbackValue = "true", defaultValue = "false")
        private boolean hot;

        @Override
        public Integer call() {
            if (pots > 9) {
                throw Problems.CannotRunException.of("--max-pots", pots + " are too many");
            }
            return 0;
        }
    }

    private int execute(Map<String, String> environment, String... args) {
        cook = new Cook();
        var line = new CommandLine(cook).setErr(new PrintWriter(err));
        line.getCommandSpec().defaultValueProvider(new Layers("KITCHEN", environment));
        return Problems.handledBy(line).execute(args);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("kitchen.properties"), text).toString();
    }

    @Test
    void aFlagWinsOverTheEnvironmentThatOverTheFileThatOverTheDefault() throws IOException {
        var file = file("max-pots=2\ntime = 2.5\nherb = sage, dill\nhot: true");
        assertThat(
                execute(Map.of("KITCHEN_MAX_POTS", "3", "KITCHEN_TIME", "4", "KITCHEN_HERB", ""), "--config",
                        file, "--max-pots", "5"))
                .isZero();
        assertThat(cook.pots).isEqualTo(5);
        assertThat(cook.time).isEqualTo(Duration.ofSeconds(4));
        assertThat(cook.herbs).hasSize(2).first().isEqualTo("sage");
        assertThat(cook.hot).isTrue();

        assertThat(execute(Map.of("KITCHEN_CONFIG", file), "--hot=false")).isZero();
        assertThat(cook.pots).isEqualTo(2);
        assertThat(cook.time).isEqualTo(Duration.ofMillis(2500));
        assertThat(cook.hot).isFalse();

        assertThat(execute(Map.of())).isZero();
        assertThat(cook.pots).isEqualTo(1);
    }

    @Test
    void whatIsWrongIsToldWithTheOptionAndWhereItCameFrom() throws IOException {
        assertThat(execute(Map.of("KITCHEN_MAX_POTS", "many"))).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("--max-pots", "'many' is no number",
                "(from KITCHEN_MAX_POTS)");
        err.getBuffer().setLength(0);
        assertThat(execute(Map.of("KITCHEN_MAX_POTS", "11"))).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1)
                .contains("--max-pots 11 are too many (from KITCHEN_MAX_POTS)");
        err.getBuffer().setLength(0);
        var file = file("time = soon");
        assertThat(execute(Map.of(), "--config", file)).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("--time", "'soon' is no time",
                "(from time in " + file + ")");
        err.getBuffer().setLength(0);
        assertThat(execute(Map.of("KITCHEN_TIME", "1"), "--time", "later")).isEqualTo(2);
        assertThat(err.toString()).contains("'later' is no time").doesNotContain("from");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"max-pot=1|there is no option 'max-pot'; did you mean max-pots?",
            "config=a|there is no option 'config'", "help=true|there is no option 'help'",
            "a=\\u12|is no properties file"})
    void aFileWithWhatIsNoOptionIsRefused(String text, String sentence) throws IOException {
        assertThat(execute(Map.of(), "--config", file(text))).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("kitchen.properties", sentence);
    }

    @Test
    void aFileThatCannotBeReadIsRefused() throws IOException {
        assertThat(execute(Map.of("KITCHEN_CONFIG", folder.resolve("none").toString()))).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("cannot read");
        err.getBuffer().setLength(0);
        Files.write(folder.resolve("latin"), "herb = fenouil à".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(execute(Map.of(), "--config", folder.resolve("latin").toString())).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("is no properties file in UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"-1", "1e99999", "0.0001", "10000001", "abc", "123456789012345678901", "1e-99999999"})
    void aTimeIsANumberOfSeconds(String text) {
        assertThat(execute(Map.of(), "--time=" + text)).isEqualTo(2);
        assertThat(err.toString()).contains("is no time: pass seconds");
    }
}
