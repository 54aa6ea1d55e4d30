package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.http.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One file that can be sent: its size, its validators and a way out. */
sealed interface StaticFile {
    /** Bytes. */
    long size();

    /** Last change, in whole seconds as HTTP has them. */
    Instant modified();

    /** A strong entity tag without its quotes. */
    String tag();

    Conn send(Conn conn, int status, long offset, long length) throws IOException;

    /**
     * A file of the file system, sent block by block.
     *
     * @param path where it is, symbolic links resolved
     */
    record OnDisk(Path path, long size, Instant changed) implements StaticFile {
        @Override
        public Instant modified() {
            return changed.truncatedTo(ChronoUnit.SECONDS);
        }

        @Override
        public String tag() {
            return Long.toHexString(size) + "-" + Long.toHexString(changed.getEpochSecond())
                    + Integer.toHexString(changed.getNano());
        }

        @Override
        public Conn send(Conn conn, int status, long offset, long length) throws IOException {
            return conn.sendFile(status, path, offset, length);
        }
    }

    /** A resource inside an archive, read once. */
    record InMemory(Bytes content, String tag, Instant modified) implements StaticFile {
        @Override
        public long size() {
            return content.size();
        }

        @Override
        public Conn send(Conn conn, int status, long offset, long length) {
            boolean whole = length == content.size();
            Bytes part = whole
                    ? content
                    : Bytes.of(content.toByteArray(), (int) offset, (int) (offset + length));
            return conn.sendResp(status, part);
        }
    }
}
