package io.pastelli.push.bayeux.clients;

import io.pastelli.Pastelli;
import io.pastelli.Server;
import io.pastelli.ServerOptions;
import io.pastelli.conn.Plug;
import io.pastelli.push.bayeux.Bayeux;
import io.pastelli.push.bayeux.BayeuxOptions;
import io.pastelli.push.bayeux.extension.TimeSync;
import io.pastelli.router.Router;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A Bayeux server behind a {@link Gate}, with pages beside it. */
public final class Site implements AutoCloseable {
    /**
     * Clients show a sign of life every 5 s; sessions live for as long as by default. Faye's clients give an answer up
     * after 1.2 × this: a slow machine has a second.
     */
    public static final UnaryOperator<BayeuxOptions> LIVELY = options -> options
            .withExpiry(options.lifetime()).withTimeout(Duration.ofSeconds(5));

    private static final Plug NO_PAGES = conn -> conn.sendResp(404, "there are no pages");

    private final LeapingTime time = new LeapingTime();
    private final Gate gate = new Gate();
    private final String adapter;
    private final Plug pages;
    private final UnaryOperator<BayeuxOptions> change;
    private Bayeux bayeux;
    private Server server;

    /** Opens one with the default options, and no pages. */
    static Site on(String adapter) throws IOException {
        return new Site(adapter, NO_PAGES, options -> options);
    }

    /** Opens one whose clients show signs of life often. */
    static Site lively(String adapter) throws IOException {
        return new Site(adapter, NO_PAGES, LIVELY);
    }

    /** Opens one on a free port. */
    public Site(String adapter, Plug pages, UnaryOperator<BayeuxOptions> change) throws IOException {
        this.adapter = adapter;
        this.pages = pages;
        this.change = change;
        this.bayeux = made();
        this.server = serve(0);
        gate.leadTo(server.port());
    }

    public Bayeux bayeux() {
        return bayeux;
    }

    public Gate gate() {
        return gate;
    }

    public String url(String path) {
        return "http://127.0.0.1:" + gate.port() + path;
    }

    /** Stops the server in good order, and starts one that knows nothing of it on the same port. */
    public void restart() {
        int port = server.port();
        server.stop(Duration.ofSeconds(5));
        bayeux.close();
        bayeux = made();
        server = serve(port);
    }

    /** Puts the server's clock forward, so that sessions expire whose clients are away. */
    public void leap() {
        time.leap(BayeuxOptions.DEFAULT.lifetime());
    }

    @Override
    public void close() throws IOException {
        gate.close();
        server.stop(Duration.ofSeconds(1));
        bayeux.close();
    }

    private Bayeux made() {
        return Bayeux.create(options -> change.apply(options).withTime(time)).extension(new TimeSync())
                .service("/service/echo", call -> call.message().data());
    }

    private Server serve(int port) {
        return Pastelli.http(Router.of(r -> {
            r.forward("/bayeux", bayeux.plug());
            r.forward("/pages", pages);
        }), ServerOptions.port(port).host("127.0.0.1").adapter(adapter));
    }
}
