package io.pastelli.testkit.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;

/** The threads of this JVM at one moment, to be compared with those of a later one. */
record Threads(Set<Thread> platform, Set<String> virtual) {
    /** Those that serve all of the JVM and are started when first needed. */
    private static final Pattern OF_ALL = Pattern.compile(
            "ForkJoinPool.*|VirtualThread.*|.*Cleaner.*|junit.*|globalEventExecutor.*|HttpClient.*|process reaper.*"
                    + "|pastelli-deadlines|.*Poller.*|Attach.*|Signal.*|.*Compiler.*");
    private static final Pattern VIRTUAL = Pattern.compile("(?m)^#\\d+ \"(?!SubPoller)[^\"]*\" virtual");

    static Threads alive() {
        return new Threads(platformNow(), virtualNow());
    }

    /** Returns the platform threads that are alive now, were not then, and are not of the whole JVM. */
    Set<Thread> newPlatform() {
        Set<Thread> now = platformNow();
        now.removeAll(platform);
        now.removeIf(thread -> OF_ALL.matcher(thread.getName()).matches());
        return now;
    }

    /** Returns the virtual threads that are alive now and were not then. */
    Set<String> newVirtual() {
        Set<String> now = virtualNow();
        now.removeAll(virtual);
        return now;
    }

    private static Set<Thread> platformNow() {
        return new java.util.HashSet<>(Thread.getAllStackTraces().keySet());
    }

    /** Virtual threads are listed by the JVM's own dump only. */
    private static Set<String> virtualNow() {
        try {
            Path folder = Files.createTempDirectory("threads");
            Path file = folder.resolve("dump");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpThreads(file.toString(),
                    ThreadDumpFormat.TEXT_PLAIN);
            String dump = Files.readString(file);
            Files.delete(file);
            Files.delete(folder);
            return VIRTUAL.matcher(dump).results().map(java.util.regex.MatchResult::group)
                    .collect(Collectors.toCollection(java.util.HashSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException("the JVM does not list its threads", e);
        }
    }
}
