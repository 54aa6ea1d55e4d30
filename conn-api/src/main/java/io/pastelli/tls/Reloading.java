package io.pastelli.tls;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Something read from files, read again when they have changed.
 *
 * <p>
 * <b>Threading:</b> any thread. One thread looks at the files, at most once an interval; the others go on with what
 * there is.
 */
final class Reloading<T> {
    private final List<Path> files;
    private final Supplier<T> reader;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Versions<T> versions;
    private volatile long lookedAt;
    private List<String> stamp; // guarded by looking

    /** What there is, and what there was, for handshakes that are between the choice and the use of it. */
    private record Versions<T>(int number, T now, T before) {}

    /**
     * Reads for the first time.
     *
     * @param files what {@code reader} reads
     * @param reader throws an IllegalArgumentException when the files are not right
     */
    Reloading(List<Path> files, Supplier<T> reader) {
        this.files = List.copyOf(files);
        this.reader = reader;
        this.stamp = stamp();
        T first = reader.get();
        this.versions = new Versions<>(0, first, first);
        this.lookedAt = System.nanoTime();
    }

    /** Looks at the files when the interval has passed; what is broken is logged, once, and leaves all as it was. */
    void refresh(long intervalNanos) {
        long now = System.nanoTime();
        if (files.isEmpty() || now - lookedAt < intervalNanos || !looking.tryLock()) {
            return;
        }
        try {
            lookedAt = now;
            read();
        } catch (IllegalArgumentException e) {
            System.getLogger("io.pastelli.tls").log(Level.WARNING,
                    "the changed TLS files are not used, the old ones stay in force: " + e.getMessage());
        } finally {
            looking.unlock();
        }
    }

    /**
     * Looks at the files now.
     *
     * @return whether they were read anew
     * @throws IllegalArgumentException when they are not right; what was read before stays in force
     */
    boolean reload() {
        looking.lock();
        try {
            lookedAt = System.nanoTime();
            return read();
        } finally {
            looking.unlock();
        }
    }

    T value() {
        return versions.now();
    }

    /** Returns the number of the value there is, for {@link #value(int)}. */
    int version() {
        return versions.number();
    }

    /** Returns the value of this number while it or the one after it is in force. */
    Optional<T> value(int version) {
        Versions<T> all = versions;
        return version == all.number()
                ? Optional.of(all.now())
                : version == all.number() - 1 ? Optional.of(all.before()) : Optional.empty();
    }

    private boolean read() {
        List<String> found = stamp(); // before the reading: a change in between is seen next time
        if (found.equals(stamp)) {
            return false;
        }
        stamp = found;
        T read = reader.get();
        versions = new Versions<>(versions.number() + 1, read, versions.now());
        return true;
    }

    private List<String> stamp() {
        return files.stream().map(Reloading::stamp).toList();
    }

    private static String stamp(Path file) {
        try {
            var seen = Files.readAttributes(file, BasicFileAttributes.class);
            return seen.lastModifiedTime() + " " + seen.size() + " " + seen.fileKey();
        } catch (IOException e) {
            return "absent";
        }
    }
}
