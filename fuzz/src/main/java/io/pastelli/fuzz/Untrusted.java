package io.pastelli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.pastelli.http.HttpException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Bytes that a client made up, and what a parser may do with them. */
public final class Untrusted {
    /** The refusals that say it is the client's fault. */
    private static final Set<Integer> REFUSALS = Set.of(400, 413, 415, 431);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** Generous, for the fuzzer's own code runs in the parser's; what grows faster than its input is over it soon. */
    private static final long MOST = 2 * 1024 * 1024;
    private static final long MOST_A_BYTE = 2048;

    private Untrusted() {}

    /** A parser at work. */
    @FunctionalInterface
    public interface Parsing {
        /** Parses, and checks what came of it. */
        void run() throws Exception;
    }

    /** Returns bytes as servers hand them on. */
    public static String text(byte[] data) {
        return new String(data, StandardCharsets.ISO_8859_1);
    }

    /**
     * Fails unless {@code parsing} succeeds or refuses with a status, in memory proportional to the input. It is run again
     * when it took more: the first run of all loads classes.
     */
    public static void parse(byte[] data, Parsing parsing) throws Exception {
        long most = MOST + data.length * MOST_A_BYTE;
        if (allocatedBy(parsing) > most) {
            assertThat(allocatedBy(parsing)).as("bytes allocated for %d bytes", data.length).isLessThan(most);
        }
    }

    private static long allocatedBy(Parsing parsing) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            parsing.run();
        } catch (HttpException e) {
            assertThat(REFUSALS).contains(e.status());
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\r", "\n");
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
