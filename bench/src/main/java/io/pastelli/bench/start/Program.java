package io.pastelli.bench.start;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program that is started: ours on an adapter, or a bare server; on its class path is what such a program has, no more.
 *
 * @param server netty, jetty or undertow
 * @param ours whether it is Pastelli
 */
record Program(String server, boolean ours) {
    private static final List<String> OURS = List.of("pastelli-conn-api-", "pastelli-router-",
            "pastelli-json-", "jackson-", "jspecify-");

    String label() {
        return ours ? "ours" : "bare";
    }

    String main() {
        return (ours ? OursMain.class : switch (server) {
            case "netty" -> NettyMain.class;
            case "jetty" -> JettyMain.class;
            case "undertow" -> UndertowMain.class;
            default -> throw new IllegalArgumentException("no server " + server);
        }).getName();
    }

    /** Returns its class path: of this JVM's entries those that it needs. */
    String classPath() {
        List<String> needed = Stream.of(List.of("pastelli-bench-"), jars(),
                ours ? OURS : List.<String>of(),
                ours ? List.of("pastelli-" + server + "-") : List.<String>of())
                .flatMap(List::stream).toList();
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> needs(entry, needed)).collect(Collectors.joining(File.pathSeparator));
    }

    private boolean needs(String entry, List<String> needed) {
        String path = entry.replace(File.separatorChar, '/');
        String name = path.substring(path.lastIndexOf('/') + 1);
        return !name.endsWith(".jar") || needed.stream().anyMatch(name::startsWith);
    }

    private List<String> jars() {
        return switch (server) {
            case "netty" -> List.of("netty-");
            case "jetty" -> List.of("jetty-", "slf4j-");
            default -> List.of("undertow-", "xnio-", "wildfly-", "jboss-", "smallrye-");
        };
    }

    @Override
    public String toString() {
        return server + "-" + label();
    }
}
