package io.pastelli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Under what conditions something was measured. */
public final class Conditions {
    private static final Path LOAD = Path.of("/proc/loadavg");

    private Conditions() {}

    /** Returns a line: what was measured, JDK, system, processors, load. */
    public static String of(String what) throws IOException {
        return what + "; JDK " + Runtime.version() + ", " + System.getProperty("os.name") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, loopback; " + load() + " before";
    }

    /** Returns the load averages of 1, 5 and 15 minutes, where the system tells. */
    public static String load() throws IOException {
        if (!Files.exists(LOAD)) {
            return "load averages unknown";
        }
        String[] words = Files.readString(LOAD).split(" ", -1);
        return "load averages " + words[0] + " " + words[1] + " " + words[2];
    }
}
