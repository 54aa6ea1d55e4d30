package io.pastelli.bayeux.server;

import io.pastelli.bayeux.cli.Count;
import io.pastelli.bayeux.cli.Problems.CannotRunException;
import io.pastelli.bayeux.cli.Seconds;
import io.pastelli.push.bayeux.BayeuxOptions;
import io.pastelli.push.bayeux.backend.Limits;
import io.pastelli.push.bayeux.message.Dialect;
import io.pastelli.push.bayeux.message.WireLimits;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The options that are {@link BayeuxOptions}, with the same defaults. */
final class ProtocolFlags {
    @Option(names = "--allow-origin", paramLabel = "URL", split = ",", showDefaultValue = Visibility.NEVER, description = "A page of another origin that may connect, * for all; may be repeated.")
    private List<String> origins = List.of();

    @Option(names = "--transports", paramLabel = "NAME", split = ",", defaultValue = "websocket,long-polling,cross-origin-long-polling,callback-polling,eventsource", description = "The transports that are served.")
    private List<String> transports = List.of();

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "25", converter = Seconds.class, description = "How long a connect is held.")
    private Duration timeout = Duration.ZERO;

    @Option(names = "--interval", paramLabel = "SECONDS", defaultValue = "0", converter = Seconds.class, description = "How long clients pause before the next connect.")
    private Duration interval = Duration.ZERO;

    @Option(names = "--expiry", paramLabel = "SECONDS", converter = Seconds.class, showDefaultValue = Visibility.NEVER, description = "How long a client is kept that does not connect. Default: twice the time-out.")
    private Optional<Duration> expiry = Optional.empty();

    @Option(names = "--other-hosts", paramLabel = "URL", split = ",", showDefaultValue = Visibility.NEVER, description = "Other servers that clients are told of when this one stops.")
    private List<String> hosts = List.of();

    @Option(names = "--dialect", paramLabel = "NAME", defaultValue = "faye", description = "Whose words errors have: faye or cometd.")
    private Dialect dialect = Dialect.FAYE;

    @Option(names = "--anonymous-publish", arity = "0..1", fallbackValue = "true", defaultValue = "false", showDefaultValue = Visibility.NEVER, description = "Lets clients publish that have not shaken hands.")
    private boolean anonymousPublish;

    @Option(names = "--max-bytes", paramLabel = "N", defaultValue = "1048576", converter = Count.class, description = "Most bytes in a request or frame.")
    private int bytes;

    @Option(names = "--max-messages", paramLabel = "N", defaultValue = "256", converter = Count.class, description = "Most messages in a request or frame.")
    private int messages;

    @Option(names = "--max-batch", paramLabel = "N", defaultValue = "256", converter = Count.class, description = "Most events in a response or frame.")
    private int batch;

    @Option(names = "--max-clients", paramLabel = "N", defaultValue = "100000", converter = Count.class, description = "Most clients.")
    private int clients;

    @Option(names = "--max-clients-per-address", paramLabel = "N", defaultValue = "10000", converter = Count.class, description = "Most clients of one address.")
    private int clientsPerAddress;

    @Option(names = "--max-subscriptions", paramLabel = "N", defaultValue = "1000", converter = Count.class, description = "Most subscriptions of a client.")
    private int subscriptions;

    @Option(names = "--max-queue", paramLabel = "N", defaultValue = "1000", converter = Count.class, description = "Most events that wait for a client.")
    private int queue;

    @Option(names = "--max-queue-characters", paramLabel = "N", defaultValue = "1048576", converter = Count.class, description = "Most characters of data that wait for a client.")
    private int queueCharacters;

    @Option(names = "--overflow", paramLabel = "POLICY", defaultValue = "drop-oldest", description = "What happens to an event for a full queue: drop-oldest, drop-newest, coalesce (by channel) or disconnect.")
    private String overflow = "";

    /** Puts the flags into the options. */
    BayeuxOptions into(BayeuxOptions options) {
        positive("--timeout", timeout);
        expiry.ifPresent(time -> positive("--expiry", time));
        String[] chosen = stripped(transports);
        if (!BayeuxOptions.TRANSPORTS.containsAll(List.of(chosen))) {
            throw CannotRunException.of("--transports", String.join(",", chosen) + ": choose some of "
                    + String.join(", ", BayeuxOptions.TRANSPORTS));
        }
        String[] allowed = stripped(origins);
        Stream.of(allowed).filter(origin -> !origin.equals("*") && !origin.matches("https?://[^/\\s]+"))
                .findFirst().ifPresent(origin -> {
                    throw CannotRunException.of("--allow-origin",
                            origin + " is no origin: pass one such as https://app.example.com, or *");
                });
        var changed = options.withTimeout(timeout).withInterval(interval).withTransports(chosen)
                .withOrigins(allowed).withHosts(stripped(hosts)).withDialect(dialect)
                .withAnonymousPublish(anonymousPublish)
                .withWire(WireLimits.DEFAULT.withBytes(bytes).withMessages(messages)).withBatch(batch)
                .withClientsPerAddress(clientsPerAddress)
                .withLimits(Limits.DEFAULT.withSessions(clients).withSubscriptions(subscriptions)
                        .withQueue(queue, queueCharacters, policy()));
        return expiry.map(changed::withExpiry).orElse(changed);
    }

    private Limits.Overflow policy() {
        for (Limits.Overflow each : Limits.Overflow.values()) {
            if (each.name().replace('_', '-').toLowerCase(Locale.ROOT).equals(overflow)) {
                return each;
            }
        }
        throw CannotRunException.of("--overflow",
                overflow + ": choose drop-oldest, drop-newest, coalesce or disconnect");
    }

    private static void positive(String option, Duration time) {
        if (!time.isPositive()) {
            throw CannotRunException.of(option, "0 is too short: pass more than 0 seconds");
        }
    }

    private static String[] stripped(List<String> list) {
        return list.stream().map(String::strip).filter(text -> !text.isEmpty()).distinct()
                .toArray(String[]::new);
    }
}
