package io.pastelli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A web server that is measured beside others, with the server it stands on. */
enum WebPeer {
    /** Netty alone. */
    BARE_NETTY("bare", "netty"),
    /** Jetty alone. */
    BARE_JETTY("bare", "jetty"),
    /** Undertow alone. */
    BARE_UNDERTOW("bare", "undertow"),
    /** Ours on Netty. */
    OURS_NETTY("ours", "netty"),
    /** Ours on Jetty. */
    OURS_JETTY("ours", "jetty"),
    /** Ours on Undertow. */
    OURS_UNDERTOW("ours", "undertow"),
    /** Javalin with virtual threads. */
    JAVALIN("Javalin", "jetty"),
    /** Helidon SE. */
    HELIDON("Helidon", "own"),
    /** Vert.x, whose handlers may not block. */
    VERTX("Vert.x", "netty"),
    /** Node's own http. */
    NODE("Node", "own"),
    /** nginx, which serves what needs no program. */
    NGINX("nginx", "own");

    static final List<WebPeer> OURS = List.of(OURS_NETTY, OURS_JETTY, OURS_UNDERTOW);
    private static final Set<Workload> STATIC = EnumSet.of(Workload.PLAIN, Workload.PLAIN_PIPELINED,
            Workload.FILE);
    private static final List<String> HEAP = List.of("-Xmx1g");

    private final String contender;
    private final String server;

    WebPeer(String contender, String server) {
        this.contender = contender;
        this.server = server;
    }

    /** Returns whose it is: bare, ours, or a peer's name. */
    String contender() {
        return contender;
    }

    /** Returns the server it stands on. */
    String server() {
        return server;
    }

    /** Returns the name in tables. */
    String label() {
        return isPeer() ? contender : contender + " " + server;
    }

    /** Returns the name on the command line. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isOurs() {
        return contender.equals("ours");
    }

    boolean isBare() {
        return contender.equals("bare");
    }

    boolean isPeer() {
        return !isOurs() && !isBare();
    }

    /** Tells whether it can do that. */
    boolean serves(Workload workload) {
        return this != NGINX || STATIC.contains(workload);
    }

    /** Installs it under {@code target/peers}, if that has not been done. */
    void install(Path target) throws IOException, InterruptedException {
        Path peers = target.resolve("peers");
        switch (this) {
            case JAVALIN, HELIDON, VERTX -> Peers.web(peers, option());
            case NGINX -> Nginx.install(peers);
            default -> {
            }
        }
    }

    /** Starts it with a load generator. All JVMs have the same flags. */
    Subject start(Path target, Path log) throws IOException, InterruptedException {
        if (!isPeer()) {
            return Contender.start(server, isOurs() ? Variant.OURS : Variant.BARE, log, HEAP);
        }
        Path files = Subject.files(target.resolve("files"));
        return Foreign.start(label(), switch (this) {
            case NODE -> List.of("node", Peers.source("web").resolve("node/server.cjs").toString(),
                    files.toString());
            case NGINX -> Nginx.line(target.resolve("peers"), files);
            default -> Child.java(Peers.classPath(target.resolve("peers"), option()), HEAP,
                    name().charAt(0) + option().substring(1) + "Main", files.toString());
        }, log);
    }
}
