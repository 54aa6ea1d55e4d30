package io.pastelli.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.examples.web.OnEveryAdapter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... args) {
        return PastelliCommand.line().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
    }

    @OnEveryAdapter
    void aPortInUseIsOneHelpfulLine(String adapter) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());
            assertThat(execute("run", "hello", "-a", adapter, "--host", "127.0.0.1", "--port", port))
                    .isEqualTo(2);
            assertThat(err.toString()).hasLineCount(1).contains("port " + port, "in use", "--port 0");
            assertThat(out.toString()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "run --adapter tomcat | choose jetty, undertow or netty",
            "run nothing | choose hello, remote, chat, notes, board, mailbox or cluster",
            "run cluster --redis redis://127.0.0.1:1 | no Redis answers at 127.0.0.1:1",
            "run cluster --redis mysql://localhost | --redis: this is no URL of a Redis",
            "run cluster --nodes tomcat | choose of jetty, undertow and netty",
            "run --port abc | 'abc' is not an int",
            "run --port 70000 | pass 1 to 65535", "run --transport smoke | expected one of [SSE, WEBSOCKET]",
            "run --certificate / | --certificate: cannot read /", "run --prot 1 | did you mean --port?",
            "run hello remote | Unmatched argument at index 2: 'remote'", "rnu | did you mean run?",
            "--nonsense | --nonsense",
            "run --host no.such.host.invalid | --host no.such.host.invalid is unknown",
            "run --host 192.0.2.253 | is no address of this machine"})
    void aWrongCommandLineIsOneHelpfulLine(String line, String help) {
        assertThat(execute(line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).startsWith("pastelli: ").contains(help);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"--help", "run --help", "run cluster --help", "''"})
    void helpIsEverywhere(String line) {
        assertThat(execute(line.isEmpty() ? new String[0] : line.split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: ./pastelli", "--help");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theHelpOfRunNamesItsChoices() {
        execute("run", "--help");
        assertThat(out.toString()).contains("jetty, undertow or netty",
                "hello, remote, chat, notes, board or mailbox",
                "4001",
                "0.0.0.0");
    }
}
