package io.pastelli.conn;

import io.pastelli.http.Bytes;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import io.pastelli.owner.Owner;
import java.util.Optional;

/**
 * The streaming side of a {@link Conn}: a response that stays open.
 *
 * <p>
 * <b>Threading:</b> any thread but an I/O thread may call {@code chunk}, {@code tryChunk}, {@code event} and
 * {@code close}; chunks of one thread keep their order, and none comes before the initial chunk.
 */
public sealed interface ConnStream permits Conn {
    /** The first chunk of a stream, written together with the head; assign it before {@link #sendChunked}. */
    Key<Bytes> INIT_CHUNK = Key.of("init_chunk", Bytes.class);

    /** The last chunk, written when the server ends the stream: by {@link #close} or by a graceful stop. */
    Key<Bytes> CLOSE_CHUNK = Key.of("close_chunk", Bytes.class);

    /**
     * Sends the head and the {@link #INIT_CHUNK} in one go and opens the stream. The response to HEAD is complete with
     * its head. With a {@code content-length} set, exactly as many bytes must follow.
     *
     * @throws AlreadySentException when a response was sent
     * @throws DepartedException when the client has left
     */
    Conn sendChunked(int status);

    /**
     * Writes a chunk and flushes it; blocks while the client's side takes nothing, up to the write deadline (30 s by
     * default), after which the stream is cut. An empty chunk writes nothing.
     *
     * @throws IllegalStateException when no stream was opened
     * @throws IllegalArgumentException for more bytes than a given {@code content-length} has left
     */
    ChunkResult chunk(Bytes chunk);

    /** Writes a chunk in UTF-8; see {@link #chunk(Bytes)}. */
    default ChunkResult chunk(String chunk) {
        return chunk(Bytes.of(chunk));
    }

    /**
     * Writes a chunk if that needs no waiting; empty when the one before is still on its way. A chunk that is taken is
     * taken whole.
     */
    Optional<ChunkResult> tryChunk(Bytes chunk);

    /** Writes one server-sent event with this data; see {@link #chunk(Bytes)}. */
    default ChunkResult event(String data) {
        return event(SseEvent.of(data));
    }

    /** Writes one server-sent event; see {@link #chunk(Bytes)}. */
    default ChunkResult event(SseEvent event) {
        return chunk(event.encode());
    }

    /**
     * Ends the stream in order: close chunk, terminator, {@link Exit.Normal}. No effect when it is over.
     *
     * @throws IllegalStateException when no stream was opened
     */
    Conn close();

    /**
     * Ends the stream like {@link #close()}, with fields after the body (RFC 9110 section 6.5), which are left out
     * where the protocol has none or the server cannot send them. Announce their names in the head (RFC 9110 section 6.6.2).
     */
    Conn close(Headers trailers);

    /** Returns the owner of this request: mailbox, links, exit. */
    Owner owner();

    /** Returns how the exchange ended; empty while it lives. */
    Optional<Exit> exit();
}
