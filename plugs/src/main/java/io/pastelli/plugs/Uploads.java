package io.pastelli.plugs;

import io.pastelli.conn.Param;
import io.pastelli.http.HttpException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The temporary files of one request.
 *
 * <p>
 * <b>Threading:</b> one thread receives, any may end; a file that is made after the end is deleted at once.
 */
final class Uploads {
    private static final System.Logger LOG = System.getLogger(Uploads.class.getName());

    /** Opens a new file for writing; a test's disk is full. */
    @FunctionalInterface
    interface Opener {
        OutputStream open(Path file) throws IOException;
    }

    private final Path directory;
    private final Opener opener;
    // guarded by this
    private final List<Path> files = new ArrayList<>();
    private boolean ended;

    Uploads(Path directory, Opener opener) {
        this.directory = directory;
        this.opener = opener;
    }

    static Uploads in(Path directory) {
        return new Uploads(directory, file -> Files.newOutputStream(file, StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS));
    }

    /** Streams one part into a file of its own. */
    Param.Upload receive(MultipartReader part, String filename, Optional<String> contentType) {
        try {
            Path file = create();
            var out = new Counting(opener.open(file));
            try (out) {
                part.body(out);
            }
            if (Files.size(file) != out.count) {
                throw new IOException("wrote " + out.count + " bytes and " + Files.size(file) + " are there");
            }
            return new Param.Upload(file, out.count, filename, contentType);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "an upload cannot be stored in " + directory
                    + ": make room there, or give MultipartBody another directory", e);
            throw new HttpException(507, "the server has no room for the upload: try again later");
        }
    }

    /** Deletes all files that are still there. */
    void end() {
        List<Path> gone;
        synchronized (this) {
            ended = true;
            gone = List.copyOf(files);
            files.clear();
        }
        gone.forEach(Uploads::delete);
    }

    /** Makes a file that did not exist, with a name nobody can guess, for its owner only. */
    private Path create() throws IOException {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        Path file = Files.createTempFile(directory, "pastelli-", ".upload", ownerOnly);
        boolean late;
        synchronized (this) {
            late = ended;
            if (!late) {
                files.add(file);
            }
        }
        if (late) {
            delete(file);
            throw new HttpException(400, "the request has ended before its upload");
        }
        return file;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING,
                    "the upload " + file + " cannot be deleted: delete it by hand", e);
        }
    }

    private static final class Counting extends OutputStream {
        private final OutputStream to;
        private long count;

        Counting(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int one) throws IOException {
            to.write(one);
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            to.write(bytes, from, length);
            count += length;
        }

        @Override
        public void close() throws IOException {
            to.close();
        }
    }
}
