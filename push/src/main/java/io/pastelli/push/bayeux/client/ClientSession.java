package io.pastelli.push.bayeux.client;

import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.message.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.net.ssl.SSLHandshakeException;

/** A session of a client with a server. One thread at a time. */
final class ClientSession {
    private static final long LARGEST = 64 << 20;
    private static final Duration SLACK = Duration.ofSeconds(15);

    private final HttpClient http;
    private final URI server;
    private final BackOff backOff;
    private String id = "";
    private Object acknowledged = 0;
    private Duration hold = Duration.ofSeconds(60);
    private Duration interval = Duration.ZERO;

    ClientSession(HttpClient http, URI server, BackOff backOff) {
        this.http = http;
        this.server = server;
        this.backOff = backOff;
    }

    void handshake() throws IOException, InterruptedException {
        Received reply = reply("/meta/handshake", Map.of("channel", "/meta/handshake", "version", "1.0",
                "supportedConnectionTypes", List.of("long-polling"), "ext", Map.of("ack", true)));
        if (!reply.successful()) {
            if (reply.reconnect().equals("handshake")) {
                throw new IOException("the server takes nobody now: " + reply.error());
            }
            throw new RefusedException(reply.error());
        }
        id = reply.text("clientId");
        advised(reply);
    }

    /** Subscribes; false when the session is over. */
    boolean subscribe(List<String> channels) throws IOException, InterruptedException {
        return done(reply("/meta/subscribe",
                Map.of("channel", "/meta/subscribe", "clientId", id, "subscription", channels)));
    }

    /** Publishes; false when the session was over and nothing has happened. */
    boolean publish(String channel, Json data) throws IOException, InterruptedException {
        String message = Json.of(Map.of("channel", channel, "clientId", id)).text();
        return done(post(message.substring(0, message.length() - 1) + ",\"data\":" + data.text() + "}", SLACK)
                .stream().filter(each -> each.channel().equals(channel) && each.fields().has("successful"))
                .findFirst().orElseThrow(() -> new IOException("the server did not answer")));
    }

    /** Connects once and hands on the events; false when the listener has had enough. */
    boolean connect(Predicate<Event> listener) throws IOException, InterruptedException, Over {
        List<Received> answer = post(Json.of(Map.of("channel", "/meta/connect", "clientId", id,
                "connectionType", "long-polling", "ext", Map.of("ack", acknowledged))).text(),
                hold.plus(SLACK));
        for (Received message : answer) {
            if (message.event().isPresent() && !listener.test(message.event().get())) {
                return false;
            }
        }
        Received reply = find(answer, "/meta/connect");
        reply.batch().ifPresent(number -> acknowledged = number.asLong());
        advised(reply);
        if (reply.reconnect().equals("none")) {
            throw new RefusedException("the server ended the session");
        }
        if (reply.reconnect().equals("handshake")) {
            throw new Over();
        }
        if (!reply.successful()) {
            throw new IOException(reply.error());
        }
        backOff.reset();
        Thread.sleep(interval);
        return true;
    }

    /** Says good-bye, if that is possible. */
    void disconnect() throws InterruptedException {
        try {
            post(Json.of(Map.of("channel", "/meta/disconnect", "clientId", id)).text(), SLACK);
        } catch (IOException | RefusedException e) {
            // the session will expire
        }
    }

    private boolean done(Received reply) {
        boolean over = reply.reconnect().equals("handshake");
        if (!reply.successful() && !over) {
            throw new RefusedException(reply.error());
        }
        return reply.successful();
    }

    private void advised(Received reply) {
        reply.advised("timeout").ifPresent(time -> hold = time);
        interval = reply.advised("interval").orElse(interval);
    }

    private Received reply(String channel, Map<String, ?> message) throws IOException, InterruptedException {
        return find(post(Json.of(message).text(), SLACK), channel);
    }

    private static Received find(List<Received> answer, String channel) throws IOException {
        return answer.stream().filter(each -> each.channel().equals(channel)).findFirst()
                .orElseThrow(() -> new IOException("the server did not answer"));
    }

    private List<Received> post(String message, Duration patience) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server).timeout(patience)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("[" + message + "]")).build();
        HttpResponse<String> answer;
        try {
            answer = http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST));
        } catch (SSLHandshakeException e) {
            throw trouble(e);
        }
        int status = answer.statusCode();
        String sentence = "the server answered " + status + ": "
                + answer.body().lines().findFirst().orElse("").strip();
        if (status >= 500 || status == 408 || status == 429) {
            throw new IOException(sentence);
        }
        if (status != 200) {
            throw new RefusedException(sentence);
        }
        return Received.all(answer.body());
    }

    /** A certificate that is not trusted now will not be trusted later; the JDK wraps the reason more than once. */
    private static IOException trouble(SSLHandshakeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                throw new RefusedException("the server's certificate is not trusted: " + cause.getMessage());
            }
        }
        return e;
    }

    /** The server knows the session no more, or wants it to begin anew. */
    static final class Over extends Exception {
        private static final long serialVersionUID = 1;
    }
}
