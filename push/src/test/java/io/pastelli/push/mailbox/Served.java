package io.pastelli.push.mailbox;

import io.pastelli.Pastelli;
import io.pastelli.Server;
import io.pastelli.ServerOptions;
import io.pastelli.push.mailbox.store.MailboxEvent;
import io.pastelli.router.Router;
import io.pastelli.testkit.client.RawClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Mailboxes below {@code /box} on a real server. */
public final class Served implements AutoCloseable {
    private final AtomicInteger timeouts;
    private final Mailboxes boxes;
    private final Server server;

    /** Serves them, open to all. */
    public Served(String adapter, UnaryOperator<MailboxOptions> serving) {
        this(adapter, serving, new AtomicInteger());
    }

    private Served(String adapter, UnaryOperator<MailboxOptions> serving, AtomicInteger timeouts) {
        this(adapter, 0, Mailboxes.create(options -> options.withMonitor(event -> {
            if (event instanceof MailboxEvent.TimedOut) {
                timeouts.incrementAndGet();
            }
        })), serving, timeouts);
    }

    /** Serves these on a port. */
    public Served(String adapter, int port, Mailboxes boxes, UnaryOperator<MailboxOptions> serving) {
        this(adapter, port, boxes, serving, new AtomicInteger());
    }

    private Served(String adapter, int port, Mailboxes boxes, UnaryOperator<MailboxOptions> serving,
            AtomicInteger timeouts) {
        this.timeouts = timeouts;
        this.boxes = boxes;
        this.server = Pastelli.http(Router.of(r -> r.forward("/box", boxes.plug(Access.open(), serving))),
                ServerOptions.port(port).host("127.0.0.1").adapter(adapter));
    }

    /** Returns how often somebody was told that nothing came. */
    public int timeouts() {
        return timeouts.get();
    }

    /** Returns a mailbox. */
    public Mailbox box(String name) {
        return boxes.get(name);
    }

    /** Returns the address of a mailbox. */
    public URI uri(String name) {
        return URI.create("http://127.0.0.1:" + server.port() + "/box/" + name);
    }

    /** Returns the port. */
    public int port() {
        return server.port();
    }

    /** Asks for a message over a connection of its own. */
    RawClient get(String name, String... fields) throws IOException {
        return RawClient.connect(server.port()).patience(Duration.ofSeconds(30)).get("/box/" + name, fields);
    }

    /** Asks, and waits until it is in line. */
    RawClient waiting(String name, String... fields) throws IOException {
        int before = box(name).waiters();
        RawClient client = get(name, fields);
        Box.eventually(() -> box(name).waiters() == before + 1);
        return client;
    }

    /** Stops the server, and keeps the mailboxes. */
    public void stop() {
        server.stop(Duration.ofSeconds(5));
    }

    @Override
    public void close() {
        stop();
        boxes.close();
    }
}
