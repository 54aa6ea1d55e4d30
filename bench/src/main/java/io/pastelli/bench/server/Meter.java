package io.pastelli.bench.server;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** What this process has used. */
final class Meter {
    private static final Path TASKS = Path.of("/proc/self/task");

    private Meter() {}

    /** Returns the CPU time of this process in ns, without its JIT compiler threads where the system tells them apart. */
    static long cpuNanos() throws IOException {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long compilers = 0;
        if (Files.isDirectory(TASKS)) {
            List<Path> tasks;
            try (var all = Files.list(TASKS)) {
                tasks = all.toList();
            }
            for (Path task : tasks) {
                compilers += compilerNanos(task);
            }
        }
        return system.getProcessCpuTime() - compilers;
    }

    private static long compilerNanos(Path task) throws IOException {
        try {
            String name = Files.readString(task.resolve("comm"));
            if (!name.startsWith("C1 Compiler") && !name.startsWith("C2 Compiler")) {
                return 0;
            }
            return Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", -1)[0]);
        } catch (NoSuchFileException e) {
            return 0; // the thread has ended
        }
    }

    /** Returns the bytes of heap that all threads have allocated since the start. */
    static long allocated() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getTotalThreadAllocatedBytes();
    }

    /** Returns heap and direct memory in bytes after garbage collections. */
    static long[] memory() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(150);
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long direct = 0;
        for (var pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            direct += pool.getName().equals("direct") ? pool.getMemoryUsed() : 0;
        }
        return new long[]{heap, direct};
    }
}
