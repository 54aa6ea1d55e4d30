package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Counts the descriptors this process has of a file, where the system tells (Linux). */
final class OpenFiles {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private OpenFiles() {}

    /** Asserts that {@code file} is closed soon; holds everywhere where nobody knows. */
    static void assertClosed(Path file) {
        Eventually.holds(() -> assertThat(open(file)).as("descriptors of " + file).isZero());
    }

    private static long open(Path file) {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            Path real = file.toRealPath();
            return all.filter(each -> refers(each, real)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean refers(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException e) {
            return false; // closed since it was listed
        }
    }
}
