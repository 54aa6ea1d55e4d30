package io.pastelli.plugs;

import io.pastelli.conn.Conn;

/**
 * Is told how far a multipart body has come in; see {@link MultipartBody#withProgress}.
 *
 * <p>
 * <b>Threading:</b> called on the request's thread, which reads no further meanwhile; so be quick.
 */
@FunctionalInterface
public interface UploadProgress {
    /** Takes no notice. */
    UploadProgress NONE = (conn, bytes, of) -> {};

    /**
     * Takes notice of some more bytes; called for each block of at most 16 KiB.
     *
     * @param conn the request
     * @param bytes what has been read so far
     * @param of the length the client declared, −1 when it declared none
     */
    void received(Conn conn, long bytes, long of);
}
