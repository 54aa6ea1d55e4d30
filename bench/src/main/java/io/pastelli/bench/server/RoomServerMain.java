package io.pastelli.bench.server;

import io.pastelli.Pastelli;
import io.pastelli.ServerOptions;
import io.pastelli.bench.Commands;
import io.pastelli.bench.Wire;
import io.pastelli.push.bayeux.Bayeux;
import io.pastelli.push.redis.Redis;
import io.pastelli.router.Router;
import java.util.List;

/** Our Bayeux server in its own process: {@code RoomServerMain netty|jetty|undertow [port of a Redis]}. */
public final class RoomServerMain implements Commands {
    private RoomServerMain() {}

    /** Starts the server, says {@code up} and its port, and takes commands. */
    public static void main(String[] args) throws Exception {
        var bayeux = Bayeux.create(options -> (args.length > 1
                ? options.withBackend(Redis.at("redis://127.0.0.1:" + args[1]).bayeux())
                : options).withClientsPerAddress(20_000));
        Router router = Router.of(r -> r.forward(Wire.BAYEUX, bayeux.plug()));
        var server = Pastelli.http(router, ServerOptions.port(0).host("127.0.0.1").adapter(args[0]));
        Commands.serve("up " + server.port(), new RoomServerMain());
        System.exit(0);
    }

    @Override
    public String run(List<String> words) throws Exception {
        if (!words.getFirst().equals("memory")) {
            throw new IllegalArgumentException("unknown command");
        }
        long[] memory = Meter.memory();
        return memory[0] + " " + memory[1];
    }
}
