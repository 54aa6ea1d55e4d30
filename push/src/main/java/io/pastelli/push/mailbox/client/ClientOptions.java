package io.pastelli.push.mailbox.client;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a {@link MailboxClient} asks; everything has a default. Immutable.
 */
public final class ClientOptions {
    /** The defaults: the server's 30 seconds and some for one request, pauses of up to half a second, doubling to 30. */
    public static final ClientOptions DEFAULT = new ClientOptions(Duration.ofSeconds(45), Map.of(),
            Optional.empty(),
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), MailboxClient::random),
            Thread::sleep);

    /** Waits; a test does not. */
    interface Pause {
        void accept(Duration time) throws InterruptedException;
    }

    private final Duration timeout;
    private final Map<String, String> fields;
    private final Optional<HttpClient> http;
    private final Backoff backoff;
    private final Pause pause;

    ClientOptions(Duration timeout, Map<String, String> fields, Optional<HttpClient> http, Backoff backoff,
            Pause pause) {
        this.timeout = timeout;
        this.fields = Map.copyOf(fields);
        this.http = http;
        this.backoff = backoff;
        this.pause = pause;
    }

    /** Returns these options with another longest time of one request: 10 s more than the server waits, and its jitter. */
    public ClientOptions withTimeout(Duration longest) {
        return new ClientOptions(longest, fields, http, backoff, pause);
    }

    /** Returns these options with fields for each request, such as {@code authorization}. */
    public ClientOptions withFields(Map<String, String> more) {
        return new ClientOptions(timeout, more, http, backoff, pause);
    }

    /** Returns these options with an HTTP client of yours, which is not closed with this one. */
    public ClientOptions withHttp(HttpClient yours) {
        return new ClientOptions(timeout, fields, Optional.of(yours), backoff, pause);
    }

    /** Returns these options with other pauses after failures: random, up to a limit that doubles. */
    public ClientOptions withBackoff(Duration first, Duration longest) {
        return new ClientOptions(timeout, fields, http, new Backoff(first, longest, MailboxClient::random),
                pause);
    }

    Duration timeout() {
        return timeout;
    }

    Map<String, String> fields() {
        return fields;
    }

    Optional<HttpClient> http() {
        return http;
    }

    Backoff backoff() {
        return backoff;
    }

    Pause pause() {
        return pause;
    }
}
