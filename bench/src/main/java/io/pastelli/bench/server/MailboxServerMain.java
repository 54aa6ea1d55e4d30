package io.pastelli.bench.server;

import io.pastelli.Pastelli;
import io.pastelli.ServerOptions;
import io.pastelli.bench.Commands;
import io.pastelli.bench.Wire;
import io.pastelli.push.mailbox.Access;
import io.pastelli.push.mailbox.Mailboxes;
import io.pastelli.push.redis.Redis;
import io.pastelli.router.Router;
import java.time.Duration;
import java.util.List;

/** Mailboxes in their own process: {@code MailboxServerMain netty|jetty|undertow [port of a Redis]}. */
public final class MailboxServerMain implements Commands {
    private static final int PLENTY = 20_000;

    private final Mailboxes boxes;

    private MailboxServerMain(Mailboxes boxes) {
        this.boxes = boxes;
    }

    /** Starts the server, says {@code up} and its port, and takes commands. */
    public static void main(String[] args) throws Exception {
        Mailboxes boxes = Mailboxes.create(options -> args.length > 1
                ? options.withStore(Redis.at("redis://127.0.0.1:" + args[1]).mailboxes())
                : options);
        Router router = Router.of(r -> r.forward(Wire.BOXES, boxes.plug(Access.open(), options -> options
                .withPublish(true).withWaiters(PLENTY, PLENTY).withTimeout(Duration.ofMinutes(5)))));
        var server = Pastelli.http(router, ServerOptions.port(0).host("127.0.0.1").adapter(args[0]));
        Commands.serve("up " + server.port(), new MailboxServerMain(boxes));
        System.exit(0);
    }

    @Override
    public String run(List<String> words) throws Exception {
        return switch (words.getFirst()) {
            case "waiting" -> waiting(words.get(1), Integer.parseInt(words.get(2)));
            case "memory" -> Long.toString(Meter.memory()[0]);
            default -> throw new IllegalArgumentException("unknown command");
        };
    }

    /** How many wait for the messages of so many names. */
    private String waiting(String name, int names) {
        int sum = 0;
        for (int i = 0; i < names; i++) {
            sum += boxes.get(name + i).waiters();
        }
        return Integer.toString(sum);
    }
}
