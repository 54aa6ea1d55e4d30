package io.pastelli.bench;

import io.pastelli.bench.server.ServerMain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A bare server or ours, with its own load generator, each a JVM. */
record Contender(String server, Variant variant, Child serve, Child load) implements Subject {
    private static final Duration START = Duration.ofSeconds(30);
    private static final String OPENED = "--add-opens=java.base/java.lang=ALL-UNNAMED";

    static Contender start(String server, Variant variant, Path log)
            throws IOException, InterruptedException {
        return start(server, variant, log, List.of());
    }

    /** Starts one whose server has further flags. */
    static Contender start(String server, Variant variant, Path log, List<String> flags)
            throws IOException, InterruptedException {
        Path file = Subject.files(log.resolveSibling("files")).resolve(Subject.FILE);
        Child serve = Child.start(ServerMain.class, flags(variant, flags), log,
                variant.program(), server, file.toString());
        try {
            String[] ports = serve.next(START).split(" ", -1);
            return new Contender(server, variant, serve, Subject.load(ports[1], ports[2], log));
        } catch (RuntimeException | IOException | InterruptedException e) {
            serve.close();
            throw e;
        }
    }

    /** The flags of the server's JVM; {@code -Dpastelli.bench.flags} gives more, for profiles. */
    private static List<String> flags(Variant variant, List<String> further) {
        String extra = System.getProperty("pastelli.bench.flags", "");
        return Stream.of(variant.opened() ? Stream.of(OPENED) : Stream.<String>of(), further.stream(),
                Stream.of(extra.split(" ", -1)).filter(flag -> !flag.isEmpty())).flatMap(each -> each)
                .toList();
    }

    @Override
    public String label() {
        return server + " " + variant.label();
    }

    @Override
    public long cpuNanos() throws InterruptedException {
        return serve.number("cpu");
    }

    @Override
    public double allocated() throws InterruptedException {
        return serve.number("allocated");
    }
}
