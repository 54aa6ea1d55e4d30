package io.pastelli.testkit.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Counts the open connections of a port, where the system tells (Linux). */
final class Sockets {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    /** LISTEN, TIME_WAIT and those a closed process-side socket passes through: FIN_WAIT1, FIN_WAIT2, LAST_ACK, CLOSING. */
    private static final Set<String> NOT_HELD = Set.of("0A", "06", "04", "05", "09", "0B");

    private Sockets() {}

    static boolean countable() {
        return Files.isReadable(TABLES.getFirst());
    }

    /** Returns how many connections the server still holds. */
    static long openOn(int port) {
        String local = String.format(Locale.ROOT, ":%04X", port);
        return TABLES.stream().filter(Files::isReadable).flatMap(Sockets::rows)
                .filter(row -> row.contains(local)) // of many thousands that wait for their time to pass
                .map(String::strip)
                .map(row -> row.split("\\s+")).filter(columns -> columns.length > 3)
                .filter(columns -> columns[1].endsWith(local) && !NOT_HELD.contains(columns[3])).count();
    }

    private static Stream<String> rows(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
