package io.pastelli.adapter;

import io.pastelli.http.Headers;
import io.pastelli.tls.TlsSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One request and its response, as an adapter gives it to the core.
 *
 * <p>
 * Order of calls: {@link #attach} first, then {@link #begin} once (or {@link #transfer}, which is all), then {@link #write} until one of the two was
 * {@code last}; one write at a time: the next comes after the {@link Completion} of the one before. {@link #read} and
 * {@link #onReadable} belong to one reader. {@link #watch} and {@link #cut} may come at any time and more than once.
 *
 * <p>
 * After a head with {@link Framing#UPGRADE} the exchange is a pair of byte streams: its end, and that of its client, are
 * found by reading, so {@link #watch} does nothing more; the exchange is complete when {@link #read} has returned −1
 * and the {@code last} bytes were written, or at {@link #cut}. A connection of HTTP/1.1 is closed then.
 *
 * <p>
 * <b>Threading:</b> every method may be called from any thread, virtual ones included, and none blocks.
 */
public interface Exchange {
    /** Returns the method as it was sent. */
    String method();

    /** Returns the request target as it was sent, undecoded: {@code /a%2Fb?x=1}. */
    String target();

    /** Returns the protocol: {@code HTTP/1.0}, {@code HTTP/1.1} or {@code HTTP/2}. */
    String protocol();

    /** Returns {@code http} or {@code https}. */
    String scheme();

    /** Returns the request's fields in order; the same object each time. */
    Headers headers();

    /** Returns the declared length of the body: 0 when there is none, −1 when it is not declared. */
    long contentLength();

    /** Returns the ends of the connection. */
    Peer peer();

    /** Returns what was agreed for TLS, empty on a connection without it. */
    default Optional<TlsSession> tls() {
        return Optional.empty();
    }

    /**
     * Returns the {@code :protocol} of an extended CONNECT (RFC 8441 section 4), such as {@code websocket}; empty for
     * every other request. An upgrade on HTTP/1.1 is known by its fields.
     */
    default Optional<String> connectProtocol() {
        return Optional.empty();
    }

    /** Says who is told when the client goes; called once, before anything else. */
    void attach(Departures departures);

    /**
     * Asks that a departure be seen from now on, with no read and no write by anybody. Idempotent and cheap; no effect
     * once the response is complete. Reading the body may suspend the watch; it goes on by itself when the body is read.
     */
    void watch();

    /**
     * Reads what has arrived of the body; sends {@code 100 Continue} first when the client waits for it.
     *
     * @return the number of bytes, 0 when there is nothing yet, −1 at the end of the body
     * @throws io.pastelli.http.HttpException 400 when the body is malformed
     * @throws IOException when the client has gone
     */
    int read(byte[] buffer, int offset, int length) throws IOException;

    /** Runs {@code ready} once when {@link #read} would not return 0, also at a failure; maybe at once, never blocking. */
    void onReadable(Runnable ready);

    /** Returns the fields that came after the body (RFC 9110 section 6.5), once {@link #read} has returned −1. */
    default Headers trailers() {
        return Headers.empty();
    }

    /**
     * Sets fields to send after the body; called before the last write.
     *
     * @return false where the protocol or the server has no trailers: nothing is sent
     */
    default boolean putTrailers(Headers trailers) {
        return false;
    }

    /**
     * Writes an informational response (RFC 9110 section 15.2), such as 103, before {@link #begin}.
     *
     * @return false, with nothing sent, where the protocol has none (HTTP/1.0) or the server cannot
     */
    default boolean inform(int status, Headers headers) {
        return false;
    }

    /**
     * Writes the head and the first bytes of the body in one go.
     *
     * @param head the head
     * @param first the first bytes; the adapter reads them, moving the position, until {@code completion} is told
     * @param last whether these are all: the response is then complete
     * @param completion told how it went
     */
    void begin(ResponseHead head, ByteBuffer first, boolean last, Completion completion);

    /** Writes and flushes further bytes; empty ones are allowed with {@code last} only, which completes the response. */
    void write(ByteBuffer bytes, boolean last, Completion completion);

    /**
     * Writes the head and a part of a file as the whole body, without copying it through this process; in place of
     * {@link #begin}. The file goes over with {@code true}: it is closed here, whatever happens, and nobody else touches
     * it, for the kernel may be reading it by its number. A file that cannot be read to the end fails the
     * completion with an {@link java.io.UncheckedIOException}, which tells no departure; the client sees a truncation.
     * A client that leaves meanwhile is seen without {@link #watch}.
     *
     * @param head the head, whose {@code content-length} is that of the part
     * @param part what follows it
     * @param completion told how far it has come, and how it went
     * @return false, with nothing done and nothing told, where the connection cannot (TLS, HTTP/2): begin and write then
     */
    default boolean transfer(ResponseHead head, FilePart part, Completion completion) {
        return false;
    }

    /**
     * Gives the exchange up: the client sees a truncation (HTTP/2: RST_STREAM), not a clean end; pending writes fail.
     * No effect once the response is complete.
     */
    void cut();

    /**
     * Asks that the connection be closed after this response, {@code connection: close} said if the head is not out.
     * Over HTTP/2 it stays open for its other streams: a client that is still sending is asked to stop
     * (RFC 9113 section 8.1).
     */
    void closeAfter();
}
