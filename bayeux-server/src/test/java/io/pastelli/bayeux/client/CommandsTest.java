package io.pastelli.bayeux.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.Pastelli;
import io.pastelli.Server;
import io.pastelli.ServerOptions;
import io.pastelli.bayeux.cli.Problems;
import io.pastelli.push.bayeux.Bayeux;
import io.pastelli.router.Router;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands for scripts, against the real server. */
class CommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @CommandLine.Command(name = "test")
    private static final class Parent {}

    private int execute(String... args) {
        var line = new CommandLine(new Parent()).addSubcommand(new SubscribeCommand())
                .addSubcommand(new PublishCommand()).setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        return Problems.handledBy(line).execute(args);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jetty", "undertow", "netty"})
    void eventsArePrintedOneALineUntilTheCount(String adapter) throws Exception {
        try (var bayeux = Bayeux.create(); var server = serve(adapter, bayeux, 0)) {
            var listening = new FutureTask<>(
                    () -> execute("subscribe", url(server), "/a/*", "/b", "--count", "3", "--timeout", "60"));
            Thread.ofVirtual().start(listening);
            while (bayeux.channels().size() < 2 && !listening.isDone()) {
                Thread.sleep(1);
            }
            var published = new CommandLine(new PublishCommand()).setErr(new PrintWriter(err));
            assertThat(
                    published.execute(url(server), "/a/x", "{\"n\": 1.50,\n \"ü\": 123456789012345678901}"))
                    .isZero();
            assertThat(published.execute(url(server), "/b", "\"two\\nlines\"")).isZero();
            bayeux.publish("/a/y", 3);
            assertThat(listening.get()).isZero();
            assertThat(out.toString().lines()).containsExactly(
                    "{\"channel\":\"/a/x\",\"data\":{\"n\":1.50,\"ü\":123456789012345678901}}",
                    "{\"channel\":\"/b\",\"data\":\"two\\nlines\"}", "{\"channel\":\"/a/y\",\"data\":3}");
            assertThat(err.toString()).isEmpty();
            assertThat(bayeux.sessions()).isEmpty();
        }
    }

    @Test
    void theTimeIsUp() {
        try (var bayeux = Bayeux.create(); var server = serve("netty", bayeux, 0)) {
            assertThat(execute("subscribe", url(server), "/a", "--timeout", "0.5")).isZero();
            assertThat(err.toString()).isEmpty();
            assertThat(execute("subscribe", url(server), "/a", "--timeout", "0.5", "--count", "1"))
                    .isEqualTo(3);
            assertThat(err.toString()).contains("not within 0.5 s");
        }
    }

    @Test
    void aServerThatIsAwayIsTriedAgainUntilTheTimeIsUp() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(execute("publish", "http://127.0.0.1:" + port + "/bayeux", "/a", "1", "-t", "1"))
                .isEqualTo(3);
        assertThat(err.toString()).contains("cannot be reached, trying again", "not within 1.0 s");
        assertThat(execute("subscribe", "http://127.0.0.1:" + port + "/bayeux", "/a", "-t", "1"))
                .isEqualTo(3);
    }

    @Test
    void whatTheServerRefusesIsTold() {
        try (var bayeux = Bayeux.create(); var server = serve("netty", bayeux, 0)) {
            assertThat(execute("subscribe", url(server), "/meta/a")).isEqualTo(1);
            assertThat(execute("publish", url(server), "/a/*", "1")).isEqualTo(1);
            assertThat(execute("publish", url(server).replace("/bayeux", "/nowhere"), "/a", "1"))
                    .isEqualTo(1);
            assertThat(err.toString().lines()).hasSize(3)
                    .allMatch(line -> line.startsWith("pastelli: refused: "));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"publish http://localhost:1/ /a word|this is no JSON: word",
            "publish http://localhost:1/ /a 1,2|this is no JSON", "publish localhost:8000 /a 1|is no address",
            "subscribe ftp://localhost/ /a|is no address", "subscribe http://localhost:1/|CHANNEL",
            "subscribe https://localhost:1/ /a --trust /|--trust / cannot be read"})
    void aWrongCommandLineIsOneHelpfulLine(String line, String help) {
        assertThat(execute(line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains(help);
    }

    private static Server serve(String adapter, Bayeux bayeux, int port) {
        return Pastelli.http(Router.of(r -> r.forward("/bayeux", bayeux.plug())),
                ServerOptions.port(port).host("127.0.0.1").adapter(adapter));
    }

    private static String url(Server server) {
        return "http://127.0.0.1:" + server.port() + "/bayeux";
    }
}
