package io.pastelli.conn;

import io.pastelli.http.Bytes;
import io.pastelli.http.Headers;
import io.pastelli.http.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * The response side of a {@link Conn}.
 *
 * <p>
 * Everything that changes or sends a response throws {@link AlreadySentException} once one is sent, also on an old copy
 * of the conn, and {@link DepartedException} when it would send to a client that has left.
 */
public sealed interface ConnResponse permits Conn {
    /** The statuses of {@link #redirect}. */
    List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);

    /** Returns the status that is set; empty when none is. */
    OptionalInt status();

    /** Returns a conn with this status, 200 to 999. */
    Conn putStatus(int status);

    /** Returns a conn with the status of this name, as in {@link Status#code}: {@code not_found}. */
    default Conn putStatus(String name) {
        return putStatus(Status.code(name));
    }

    /** Returns the response's fields; a fresh conn has {@code cache-control: max-age=0, private, must-revalidate}. */
    Headers respHeaders();

    /** Returns the first value of a response field. */
    default Optional<String> respHeader(String name) {
        return respHeaders().first(name);
    }

    /**
     * Returns a conn whose response has exactly one field of this name. {@code connection: close} closes an HTTP/1
     * connection after the response; what else that field says is left out, as it is the server's.
     *
     * @throws IllegalArgumentException for a bad name or value, or {@code transfer-encoding}, which is the server's
     */
    default Conn putRespHeader(String name, String value) {
        return withRespHeaders(respHeaders().put(name, value));
    }

    /** Returns a conn whose response has one field of this name: {@code change} of the first value, or {@code initial}. */
    default Conn updateRespHeader(String name, String initial, UnaryOperator<String> change) {
        return putRespHeader(name, respHeader(name).map(change).orElse(initial));
    }

    /** Returns a conn with each of these fields put. */
    default Conn mergeRespHeaders(Headers headers) {
        return withRespHeaders(respHeaders().merge(headers));
    }

    /** Returns a conn with one more response field in front, kept beside others of that name. */
    default Conn prependRespHeader(String name, String value) {
        return withRespHeaders(respHeaders().prepend(name, value));
    }

    /** Returns a conn whose response has no field of this name. */
    default Conn deleteRespHeader(String name) {
        return withRespHeaders(respHeaders().delete(name));
    }

    /**
     * Returns a conn with these response fields instead of those there are.
     *
     * @throws IllegalArgumentException for {@code transfer-encoding}, which is the server's
     */
    Conn withRespHeaders(Headers headers);

    /** Puts {@code content-type}; a textual type without a charset gets {@code ; charset=utf-8}. */
    default Conn putRespContentType(String type) {
        return putRespHeader("content-type", Response.withCharset(type));
    }

    /** Returns the body that is set or was sent; empty for streams and files. */
    Optional<Bytes> respBody();

    /** Sets status and body without sending. */
    Conn resp(int status, Bytes body);

    /** Sets status and body, as UTF-8, without sending. */
    default Conn resp(int status, String body) {
        return resp(status, Bytes.of(body));
    }

    /**
     * Sends the response that is set.
     *
     * @throws NotSentException when none is set
     */
    Conn sendResp();

    /** Sets and sends a response. */
    default Conn sendResp(int status, Bytes body) {
        return resp(status, body).sendResp();
    }

    /** Sets and sends a response with a body in UTF-8. */
    default Conn sendResp(int status, String body) {
        return resp(status, body).sendResp();
    }

    /** Sends 302 with this {@code location}, a URL or path that is encoded already. */
    default Conn redirect(String location) {
        return redirect(302, location);
    }

    /**
     * Sends a redirect.
     *
     * @param status 301, 302, 303, 307 or 308
     * @param location a URL or path that is encoded already
     * @throws IllegalArgumentException for another status or a location that is no field value
     */
    default Conn redirect(int status, String location) {
        if (!REDIRECTS.contains(status)) {
            throw new IllegalArgumentException(
                    "status " + status + " is no redirect: use one of " + REDIRECTS);
        }
        return putRespHeader("location", location).text(status, "See " + location + "\n");
    }

    /**
     * Sends an informational response, such as 103 with {@code link} fields, before the real one; may be repeated.
     *
     * @param status 102 to 199
     * @return whether the server and the protocol can; when they cannot, nothing is sent
     * @throws IllegalArgumentException for another status
     */
    boolean inform(int status, Headers headers);

    /** Sends {@code text/plain}. */
    default Conn text(int status, String body) {
        return putRespContentType("text/plain").sendResp(status, body);
    }

    /** Sends {@code text/html}. */
    default Conn html(int status, String body) {
        return putRespContentType("text/html").sendResp(status, body);
    }

    /**
     * Sends {@code value} as {@code application/json}.
     *
     * @throws IllegalStateException when no {@link JsonCodec} is on the class path
     */
    default Conn json(int status, Object value) {
        return putRespContentType("application/json").sendResp(status, JsonCodec.found().write(value));
    }

    /**
     * Sends a whole file; blocks until the client's side has taken it or left.
     *
     * @throws IOException when the file cannot be read; nothing was sent then
     */
    default Conn sendFile(int status, Path file) throws IOException {
        return sendFile(status, file, 0, Files.size(file));
    }

    /**
     * Sends a part of a file; blocks until the client's side has taken it or left, which {@link Conn#exit} tells. More
     * than 64 KiB of a file of the default file system goes over HTTP/1 without TLS from the kernel to the client, else in
     * blocks; the write deadline counts from the last byte taken. A file that becomes shorter meanwhile ends the owner
     * with {@code Failed} and cuts the response off.
     *
     * @param offset first byte
     * @param length number of bytes
     * @throws IllegalArgumentException when the part is not inside the file
     * @throws IOException when the file cannot be read; nothing was sent then
     */
    Conn sendFile(int status, Path file, long offset, long length) throws IOException;

    /**
     * Puts what changes a stream's bytes on their way out, in place of one there is; {@code sendResp} and
     * {@code sendFile} do not ask it. The {@code content-length} of a stream with a coding is left out. For plugs that
     * compress: they put it, with its {@code content-encoding}, in a before-send callback that sees
     * {@link State#SET_CHUNKED}.
     */
    Conn putStreamCoding(StreamCoding coding);

    /**
     * Registers a callback that runs just before the response is sent, whichever way; the last registered runs first.
     * It may change status, headers and body and must not send. The state tells it the way: {@link State#SET},
     * {@link State#SET_CHUNKED}, {@link State#SET_FILE} or {@link State#SET_UPGRADED}.
     */
    Conn registerBeforeSend(BeforeSend callback);
}
