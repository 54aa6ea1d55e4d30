package io.pastelli.bench;

import io.pastelli.bench.client.LoadMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A running server that is measured, with its own load generator. */
interface Subject extends AutoCloseable {
    /** The name of the file in the folder that a server gets; the end of {@link Wire#FILE}. */
    String FILE = Wire.FILE.substring(Wire.FILES.length());

    /** Returns its name in messages. */
    String label();

    /** Returns the server's process. */
    Child serve();

    /** Returns the load generator. */
    Child load();

    /** Returns the CPU time of the server in ns, its JIT threads left out. */
    long cpuNanos() throws IOException, InterruptedException;

    /** Returns the bytes that the server's threads have allocated so far; NaN where it does not tell. */
    default double allocated() throws InterruptedException {
        return Double.NaN;
    }

    @Override
    default void close() {
        load().close();
        serve().close();
    }

    /** Starts a load generator for the server on these ports. */
    static Child load(String port, String tlsPort, Path log) throws IOException, InterruptedException {
        Child load = Child.start(LoadMain.class, List.of(), log, port, tlsPort);
        load.next(Duration.ofSeconds(30));
        return load;
    }

    /** Makes the folder with the file that is served, if it is not there; returns the folder. */
    static Path files(Path folder) throws IOException {
        Path file = Files.createDirectories(folder).resolve(FILE);
        if (!Files.exists(file) || Files.size(file) != Wire.FILE_SIZE) {
            Files.write(file, new byte[Wire.FILE_SIZE]);
        }
        return folder;
    }
}
