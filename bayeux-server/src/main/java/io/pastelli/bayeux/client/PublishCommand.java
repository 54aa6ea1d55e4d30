package io.pastelli.bayeux.client;

import io.pastelli.bayeux.cli.Problems.CannotRunException;
import io.pastelli.push.bayeux.message.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./pastelli publish}: publishes on a channel of a Bayeux server. */
@Command(name = "publish", mixinStandardHelpOptions = true, description = "Publishes JSON on a channel of a Bayeux server.", footer = {
        "",
        "Each message is sent at most once and confirmed by the server. Exit codes: 0 all are published; 1 the server",
        "refuses; 2 the command line, or a line of the input, is wrong; 3 the server was not reached in time, or the",
        "connection was lost before it confirmed."})
public final class PublishCommand implements Callable<Integer> {
    private static final String INPUT = "-";
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    @Mixin
    private Reach reach = new Reach();

    @Parameters(index = "1", paramLabel = "CHANNEL", description = "The channel.")
    private String channel = "";

    @Parameters(index = "2", paramLabel = "JSON", description = "What to publish: '{\"a\":1}', or - for each line of the standard input.")
    private String json = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Makes the command. */
    public PublishCommand() {}

    @Override
    public Integer call() {
        Iterator<Json> messages = json.equals(INPUT)
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).lines()
                        .filter(line -> !line.isBlank()).map(PublishCommand::checked).iterator()
                : List.of(checked(json)).iterator();
        return reach.run(client -> client.publish(channel, messages), Reach.NOT_IN_TIME,
                spec.commandLine().getErr());
    }

    private static Json checked(String text) {
        try {
            STRICT.readTree(text);
            if (!text.isBlank()) {
                return new Json(text.strip());
            }
        } catch (JacksonException e) {
            // said below
        }
        throw new CannotRunException("this is no JSON: " + text.substring(0, Math.min(text.length(), 60))
                + " (a text needs quotes of its own: '\"text\"')");
    }
}
