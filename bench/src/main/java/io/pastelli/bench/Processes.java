package io.pastelli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What another process has used, as Linux tells it. */
public final class Processes {
    private Processes() {}

    /** Returns the CPU time of a process in ns, without JIT compiler threads that can be told apart. */
    public static long cpuNanos(long pid) throws IOException {
        long sum = 0;
        for (Path task : tasks(pid)) {
            sum += isJit(task) ? 0 : nanos(task);
        }
        return sum;
    }

    /**
     * Returns the CPU time of a process and of its children in ns, that of their ended threads too, without JIT compiler threads
     * that can be told apart. Linux counts it in hundredths of a second.
     */
    static long treeNanos(long pid) throws IOException {
        long sum = 0;
        for (long each : tree(pid)) {
            String stat = Files.readString(Path.of("/proc/" + each + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            sum += (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10_000_000 - jitNanos(each);
        }
        return sum;
    }

    /** Returns the sum of the greatest resident sizes of a process and its children in MiB. */
    static double treePeakMiB(long pid) throws IOException {
        double sum = 0;
        for (long each : tree(pid)) {
            sum += status(each, "VmHWM") / 1024.0;
        }
        return sum;
    }

    /** Returns how many files and sockets a process has open. */
    public static long files(long pid) throws IOException {
        try (var all = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return all.count();
        }
    }

    private static List<Long> tree(long pid) {
        ProcessHandle of = ProcessHandle.of(pid).orElseThrow(
                () -> new IllegalStateException("a process has ended"));
        return Stream.concat(Stream.of(of), of.descendants()).map(ProcessHandle::pid).toList();
    }

    private static long jitNanos(long pid) throws IOException {
        long sum = 0;
        for (Path task : tasks(pid)) {
            sum += isJit(task) ? nanos(task) : 0;
        }
        return sum;
    }

    /** Returns the load average of the machine over a minute; NaN where it is not told. */
    static double loadAverage() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? Double.NaN : Math.round(load * 100) / 100.0;
    }

    private static List<Path> tasks(long pid) throws IOException {
        try (var all = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return all.toList();
        }
    }

    private static boolean isJit(Path task) throws IOException {
        try {
            String name = Files.readString(task.resolve("comm"));
            return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler");
        } catch (NoSuchFileException e) {
            return false; // the thread has ended
        }
    }

    private static long nanos(Path task) throws IOException {
        try {
            return Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", -1)[0]);
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
