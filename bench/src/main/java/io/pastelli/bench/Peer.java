package io.pastelli.bench;

import io.pastelli.bench.server.RoomServerMain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** A Bayeux server that is measured, in a process of its own. All JVMs have the same flags. */
enum Peer {
    /** Ours on Jetty. */
    JETTY,
    /** Ours on Undertow. */
    UNDERTOW,
    /** Ours on Netty. */
    NETTY,
    /** CometD's own, on its own Jetty. */
    COMETD,
    /** Faye's own, on Node. */
    FAYE;

    private static final Duration START = Duration.ofSeconds(60);
    private static final List<String> FLAGS = List.of("-Xms32m", "-Xmx512m",
            "-XX:-UseDynamicNumberOfCompilerThreads",
            "--add-opens=java.base/java.lang=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** A peer that is up. */
    record Running(Child process, int port) {}

    String label() {
        return ours()
                ? "ours on " + name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT)
                : this == COMETD ? "CometD" : "Faye";
    }

    /** Returns the name on the command line. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean ours() {
        return compareTo(COMETD) < 0;
    }

    /** Installs it under {@code target/peers}, if that has not been done. */
    void install(Path target) throws IOException, InterruptedException {
        switch (this) {
            case COMETD -> Peers.cometd(target.resolve("peers"));
            case FAYE -> Peers.faye(target.resolve("peers"));
            default -> {
            }
        }
    }

    /** Starts it; as a node of several when {@code shared} tells the port of a Redis, which CometD's own cannot use. */
    Running start(Path target, Path log, OptionalInt shared) throws IOException, InterruptedException {
        Path peers = target.resolve("peers");
        var line = new ArrayList<>(switch (this) {
            case FAYE -> List.of("node", "--expose-gc", peers.resolve("faye/server.cjs").toString());
            case COMETD -> java(peers.resolve("cometd/lib") + "/*" + File.pathSeparator
                    + peers.resolve("cometd/classes"), "CometdMain");
            default -> java(System.getProperty("java.class.path"), RoomServerMain.class.getName(), option());
        });
        shared.ifPresent(port -> line.add(String.valueOf(port)));
        Child child = Child.start(line, log);
        return new Running(child, Integer.parseInt(child.next(START).split(" ", -1)[1]));
    }

    static List<String> java(String classPath, String... main) {
        var line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(FLAGS);
        Arrays.stream(System.getProperty("pastelli.bench.flags", "").split(" ", -1))
                .filter(flag -> !flag.isEmpty()).forEach(line::add);
        line.addAll(List.of("-cp", classPath));
        line.addAll(List.of(main));
        return line;
    }
}
