package io.pastelli.bayeux.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.bayeux.cli.Problems;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BayeuxCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(Map<String, String> environment, String... args) {
        var line = BayeuxCommand.line(environment).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return Problems.handledBy(line).execute(args);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "--timeout 0 | --timeout 0 is too short", "--interval -1 | '-1' is no time",
            "--max-queue 0 | '0' is no number of 1",
            "--transports smoke | --transports smoke: choose some of websocket",
            "--allow-origin app.example.com | app.example.com is no origin",
            "--allow-origin https://a.example/path | https://a.example/path is no origin",
            "--overflow panic | choose drop-oldest, drop-newest, coalesce or disconnect",
            "--dialect french | expected one of", "--mount bayeux | --mount bayeux cannot be the mount",
            "--mount /a/:b | cannot be the mount", "--mount /status/x | outside of /health, /status and /try",
            "--key key.pem | needs its certificate", "--timeot 1 | did you mean --timeout?",
            "--backend redis:user:secret | redis://…: this is no URL of a Redis",
            "--backend mysql://host | mysql://… is unknown: pass memory",
            "--backend disk | pass memory, or redis://host:port",
            "--admin-password x --admin-user a:b | --admin-user and --admin-password"})
    void aWrongOptionIsOneHelpfulLine(String line, String help) {
        assertThat(execute(Map.of(), (line + " --port 0 --host 127.0.0.1").split(" "))).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).startsWith("pastelli: ").contains(help)
                .doesNotContain("secret");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whereItCameFromIsTold() {
        assertThat(execute(Map.of("PASTELLI_BAYEUX_MAX_CLIENTS_PER_ADDRESS", "none"))).isEqualTo(2);
        assertThat(err.toString())
                .contains("--max-clients-per-address", "(from PASTELLI_BAYEUX_MAX_CLIENTS_PER_ADDRESS)");
    }

    @Test
    void theHelpNamesEveryOptionAndNoPassword() {
        assertThat(execute(Map.of("PASTELLI_BAYEUX_ADMIN_PASSWORD", "very-secret"), "--help")).isZero();
        assertThat(out.toString())
                .contains("--allow-origin", "--max-queue", "PASTELLI_BAYEUX_MAX_QUEUE", "--backend")
                .doesNotContain("very-secret", "Optional");
    }
}
