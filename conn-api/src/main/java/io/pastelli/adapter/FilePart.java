package io.pastelli.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A part of an open file that is to be sent, for {@link Exchange#transfer}.
 *
 * @param file the file, of the default file system
 * @param offset first byte
 * @param length number of bytes, at least 1
 */
public record FilePart(FileChannel file, long offset, long length) {
    /**
     * Returns what made a transfer fail, which the system call alone does not tell: {@code error} when it was the
     * connection, an {@link UncheckedIOException} when the file cannot be read, or has become shorter than this part.
     *
     * @param sent number of bytes that went out before
     */
    public Exception fault(IOException error, long sent) {
        try {
            boolean there = !shrank() && file.read(ByteBuffer.allocate(1), offset + sent) > 0;
            return there ? error : new UncheckedIOException(shrunk());
        } catch (IOException e) {
            return new UncheckedIOException(e);
        }
    }

    /**
     * Tells whether the file has become shorter than the end of this part.
     *
     * @throws IOException when its size cannot be read
     */
    public boolean shrank() throws IOException {
        return file.size() - length < offset;
    }

    /** Closes the file; what goes wrong then concerns nobody who has read it. */
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // it was only read
        }
    }

    /** Returns the error of a file that has become shorter than what was promised of it. */
    public static IOException shrunk() {
        return new IOException("the file shrank while it was sent");
    }
}
