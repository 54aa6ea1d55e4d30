package io.pastelli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** What another process has used, as Linux tells it. */
public final class Processes {
    private Processes() {}

    /** Returns the CPU time of a process in ns, without JIT compiler threads that can be told apart. */
    public static long cpuNanos(long pid) throws IOException {
        List<Path> tasks;
        try (var all = Files.list(Path.of("/proc/" + pid + "/task"))) {
            tasks = all.toList();
        }
        long sum = 0;
        for (Path task : tasks) {
            sum += cpuNanos(task);
        }
        return sum;
    }

    private static long cpuNanos(Path task) throws IOException {
        try {
            String name = Files.readString(task.resolve("comm"));
            return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler")
                    ? 0
                    : Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", -1)[0]);
        } catch (NoSuchFileException e) {
            return 0; // the thread has ended
        }
    }

    /** Returns a number of {@code /proc/pid/status}: VmRSS and VmHWM in kB, Threads. */
    public static long status(long pid, String name) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith(name + ":")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no " + name + " in the status of a process");
    }
}
