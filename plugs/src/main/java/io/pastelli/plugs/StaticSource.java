package io.pastelli.plugs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/** Where files come from; names are checked by {@link FileNames} before. */
interface StaticSource {
    /** Finds a regular file; empty when there is none. */
    Optional<StaticFile> find(List<String> names) throws IOException;

    /** The files below {@code root}; a symbolic link may lead anywhere inside, nowhere outside. */
    record Folder(Path root) implements StaticSource {
        static Folder of(Path root) {
            try {
                Path real = root.toRealPath();
                if (Files.isDirectory(real)) {
                    return new Folder(real);
                }
            } catch (IOException e) {
                throw new IllegalArgumentException(missing(root), e);
            }
            throw new IllegalArgumentException(missing(root));
        }

        private static String missing(Path root) {
            return "there is no folder " + root.toAbsolutePath() + " to serve: make it or name another";
        }

        @Override
        public Optional<StaticFile> find(List<String> names) throws IOException {
            return real(names).flatMap(Folder::regular);
        }

        static Optional<StaticFile> regular(Path real) {
            try {
                var seen = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                return seen.isRegularFile() && Files.isReadable(real)
                        ? Optional.of(
                                new StaticFile.OnDisk(real, seen.size(), seen.lastModifiedTime().toInstant()))
                        : Optional.empty();
            } catch (NoSuchFileException e) {
                return Optional.empty(); // gone this moment
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Optional<Path> real(List<String> names) {
            try {
                Path path = root;
                for (String name : names) {
                    path = path.resolve(name);
                }
                Path real = path.toRealPath();
                return real.startsWith(root) ? Optional.of(real) : Optional.empty();
            } catch (IOException | InvalidPathException e) {
                return Optional.empty(); // not there, a loop of links, or not to be seen by us
            }
        }
    }
}
