package io.pastelli.push.mailbox.client;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Fetches the messages of one mailbox and hands them to a handler, each at least once: it acknowledges what was handled
 * with its next request. A message that comes again is acknowledged and not handled again, if it is one of the last 256.
 *
 * <p>
 * After a failure it waits, longer each time, and a random part of that; 429 and 503 may say how long. It ends when the
 * server says that it is not to come back: {@link #ended} tells.
 *
 * <p>
 * <b>Threading:</b> the handler runs on the client's own virtual thread; {@link #close} from any other.
 *
 * {@snippet :
 * import io.pastelli.push.mailbox.client.*;
 * import java.net.URI;
 *
 * try (var client = MailboxClient.start(URI.create("https://example.com/message_path/foobar"),
 *         letter -> System.out.println(letter.text()))) {
 *     client.ended().join();
 * }
 * }
 */
public final class MailboxClient implements AutoCloseable {
    private static final int SEEN = 256;
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Set<Integer> NOTHING = Set.of(204, 408, 504);
    private static final Set<Integer> STOP = Set.of(400, 401, 403, 404, 405, 410);

    private final URI address;
    private final LetterHandler handler;
    private final ClientOptions options;
    private final HttpClient http;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final LinkedHashSet<String> seen = new LinkedHashSet<>();
    private final Thread thread;
    private volatile boolean closed;
    private String done = ""; // what the next request acknowledges

    private MailboxClient(URI address, LetterHandler handler, ClientOptions options) {
        this.address = address;
        this.handler = handler;
        this.options = options;
        this.http = options.http().orElseGet(HttpClient::newHttpClient);
        this.thread = Thread.ofVirtual().name("mailbox " + address.getPath()).unstarted(this::run);
    }

    /** Starts to fetch from a mailbox, with the defaults. */
    public static MailboxClient start(URI address, LetterHandler handler) {
        return start(address, handler, ClientOptions.DEFAULT);
    }

    /** Starts to fetch from a mailbox. */
    public static MailboxClient start(URI address, LetterHandler handler, ClientOptions options) {
        var client = new MailboxClient(address, handler, options);
        client.thread.start();
        return client;
    }

    /** Returns what is completed when it has ended: with the status that ended it, or 0 after {@link #close}. */
    public CompletableFuture<Integer> ended() {
        return ended;
    }

    /**
     * Ends it: what is being handled is interrupted, and comes again unless it is done; what is done is acknowledged.
     * Waits for that, at most some seconds.
     */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        if (!thread.equals(Thread.currentThread())) {
            try {
                thread.join(FAREWELL.multipliedBy(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        int status = 0;
        try {
            for (int failures = 0; status == 0 && !closed;) {
                Next next = once(failures);
                status = next.status();
                failures = next.pause().isZero() ? 0 : failures + 1;
                if (next.pause().isPositive()) {
                    options.pause().accept(next.pause());
                }
            }
        } catch (InterruptedException e) {
            // closed
        } finally {
            onlyAcknowledge();
            if (options.http().isEmpty()) {
                http.shutdownNow();
            }
            ended.complete(status);
        }
    }

    /** No request follows: what was handled since the last one is acknowledged by itself. */
    private void onlyAcknowledge() {
        if (done.isEmpty()) {
            return;
        }
        Thread.interrupted();
        String path = address.getRawPath() + "/" + done;
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        try {
            http.send(request(address.resolve(path + query)).timeout(FAREWELL).DELETE().build(),
                    BodyHandlers.discarding());
        } catch (IOException | InterruptedException e) {
            // it comes again
        }
    }

    /** What follows a request: another one after a pause, or the end because of a status that is not 0. */
    private record Next(Duration pause, int status) {
        static final Next AT_ONCE = new Next(Duration.ZERO, 0);
    }

    private Next once(int failures) throws InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = http.send(
                    request(address).timeout(options.timeout()).header("mailbox-ack", done).build(),
                    BodyHandlers.ofByteArray());
        } catch (IOException e) {
            return new Next(options.backoff().after(failures), 0);
        }
        int status = response.statusCode();
        if (status == 200) {
            return handle(response) ? Next.AT_ONCE : new Next(options.backoff().after(failures), 0);
        }
        if (NOTHING.contains(status)) {
            done = "";
            return Next.AT_ONCE;
        }
        if (STOP.contains(status)) {
            return new Next(Duration.ZERO, status);
        }
        Duration backoff = options.backoff().after(failures);
        return new Next(
                response.headers().firstValue("retry-after").filter(text -> text.matches("[0-9]{1,6}"))
                        .map(text -> Duration.ofSeconds(Long.parseLong(text)).plus(backoff)).orElse(backoff),
                0);
    }

    private HttpRequest.Builder request(URI uri) {
        var request = HttpRequest.newBuilder(uri);
        options.fields().forEach(request::header);
        return request;
    }

    private boolean handle(HttpResponse<byte[]> response) throws InterruptedException {
        done = "";
        String id = response.headers().firstValue("mailbox-id").orElse("");
        if (!seen.contains(id)) {
            var letter = new Letter(id, response.headers().firstValue("content-type").orElse(""),
                    (int) response.headers().firstValueAsLong("mailbox-deliveries").orElse(1),
                    response.body());
            try {
                handler.handle(letter);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                System.getLogger(MailboxClient.class.getName()).log(Level.WARNING,
                        "message " + id + " was not handled and will come again", e);
                return false;
            }
            seen.add(id);
            if (seen.size() > SEEN) {
                seen.removeFirst();
            }
        }
        done = id;
        return true;
    }

    static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
