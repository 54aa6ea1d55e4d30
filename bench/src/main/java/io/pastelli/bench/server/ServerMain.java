package io.pastelli.bench.server;

import io.pastelli.bench.Commands;
import io.pastelli.bench.Wire;
import io.pastelli.tls.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A measured server in its own process: {@code ServerMain bare|virtual|ours netty|jetty|undertow [file]}. */
public final class ServerMain implements Commands {
    private final Served served;
    private final Told told;

    private ServerMain(Served served, Told told) {
        this.served = served;
        this.told = told;
    }

    /** Starts the server, says {@code up} and its ports, and takes commands. */
    public static void main(String[] args) throws Exception {
        var told = new Told();
        Tls tls = Tls.selfSigned();
        Path file = Path.of(args.length > 2 ? args[2] : "no-file");
        Served served = switch (args[0]) {
            case "ours" -> new Ours(args[1], tls, told, file);
            case "virtual" -> virtual(args[1]);
            default -> bare(args[1], tls, file);
        };
        Commands.serve("up " + served.port() + " " + served.tlsPort(), new ServerMain(served, told));
        System.exit(0);
    }

    private static Served bare(String server, Tls tls, Path file) throws Exception {
        return switch (server) {
            case "netty" -> new BareNetty(tls, file);
            case "jetty" -> new BareJetty(tls, file);
            case "undertow" -> new BareUndertow(tls, file);
            default -> throw new IllegalArgumentException("no bare server " + server);
        };
    }

    private static Served virtual(String server) throws Exception {
        return switch (server) {
            case "netty" -> new VirtualNetty();
            case "jetty" -> new VirtualJetty();
            case "undertow" -> new VirtualUndertow();
            default -> throw new IllegalArgumentException("no bare server " + server);
        };
    }

    @Override
    public String run(List<String> words) throws Exception {
        return switch (words.getFirst()) {
            case "cpu" -> Long.toString(Meter.cpuNanos());
            case "allocated" -> Long.toString(Meter.allocated());
            case "memory" -> {
                long[] memory = Meter.memory();
                yield memory[0] + " " + memory[1];
            }
            case "opened" -> Integer.toString(served.opened());
            case "broadcast" ->
                Long.toString(broadcast(Integer.parseInt(words.get(1)), Long.parseLong(words.get(2))));
            case "told" -> told.take(Integer.parseInt(words.get(1)));
            default -> throw new IllegalArgumentException("unknown command");
        };
    }

    /** Broadcasts at fixed times, late ones at once; returns how many deliveries are due. */
    private long broadcast(int events, long interval) throws IOException {
        long due = System.nanoTime();
        long deliveries = 0;
        for (int i = 0; i < events; i++, due += interval) {
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            deliveries += served.broadcast(Wire.event(System.nanoTime()));
        }
        return deliveries;
    }
}
