package io.pastelli.push.mailbox.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The browser client by virtual time in Node; the examples have it in a browser with two tabs. */
class BrowserClientTest {
    private static final Path ROOT = Path.of(System.getProperty("pastelli.root", ".."));

    @Test
    void itPausesAcknowledgesAndEndsByTheRules() throws Exception {
        Process node;
        try {
            node = new ProcessBuilder("node", "mailbox.mjs")
                    .directory(ROOT.resolve("push/src/test/js").toFile())
                    .redirectErrorStream(true).start();
        } catch (IOException e) {
            abort("Node.js is not installed: install Node 20 to test the browser client");
            return;
        }
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).endsWith("passed\n");
    }
}
