package io.pastelli.conn;

import io.pastelli.adapter.Peer;
import io.pastelli.http.Headers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The request side of a {@link Conn}. */
public sealed interface ConnRequest permits Conn {
    /** Returns the method as it was sent, case included: {@code GET}. */
    String method();

    /** Returns {@code http} or {@code https}, as the connection is. */
    String scheme();

    /** Returns the protocol: {@code HTTP/1.0}, {@code HTTP/1.1} or {@code HTTP/2}. */
    String protocol();

    /** Returns the host the client asked for, without the port; {@code ""} when an HTTP/1.0 client named none. */
    String host();

    /** Returns the port the client asked for, or the scheme's default. */
    int port();

    /** Returns the path as it was sent, undecoded, double and trailing slashes included: {@code /a%2Fb//c/}. */
    String requestPath();

    /** Returns the segments of the path that no forward has consumed, undecoded, without the empty ones. */
    List<String> pathInfo();

    /** Returns the segments that forwards have consumed. */
    List<String> scriptName();

    /** Returns the query as it was sent, without the question mark; {@code ""} when there is none. */
    String queryString();

    /**
     * Returns the query's parameters, decoded at the first call.
     *
     * @throws io.pastelli.http.HttpException 400 for bad escapes, bytes that are not UTF-8 or more than 1000 parameters
     */
    Params queryParams();

    /**
     * Returns the last value of a query parameter.
     *
     * @throws io.pastelli.http.HttpException as {@link #queryParams}
     */
    default Optional<String> queryParam(String name) {
        return queryParams().get(name);
    }

    /** Returns the decoded values that a router found in the path. */
    Map<String, String> pathParams();

    /**
     * Returns one decoded value that a router found in the path.
     *
     * @throws IllegalArgumentException when the route has no such parameter
     */
    String pathParam(String name);

    /** Returns the request's fields. */
    Headers reqHeaders();

    /** Returns the first value of a request field. */
    default Optional<String> reqHeader(String name) {
        return reqHeaders().first(name);
    }

    /**
     * Returns a conn whose request has exactly one field of this name, for the plugs to come.
     *
     * @throws IllegalArgumentException for a bad name or value
     */
    Conn putReqHeader(String name, String value);

    /** Returns a conn whose request has no field of this name. */
    Conn deleteReqHeader(String name);

    /** Returns a conn with another script name and path info; for routers, see {@link Plug#forward}. */
    Conn putPath(List<String> scriptName, List<String> pathInfo);

    /** Returns a conn with these path parameters merged over those there are; for routers. */
    Conn mergePathParams(Map<String, String> params);

    /** Returns the client's and the server's address on this connection. */
    Peer peer();

    /**
     * Reads the body with {@link BodyOptions#DEFAULT}.
     *
     * @see #readBody(BodyOptions)
     */
    default BodyRead readBody() {
        return readBody(BodyOptions.DEFAULT);
    }

    /**
     * Reads the body's next bytes, at most {@code options.length()}; blocks until they are there. A body is read once:
     * after {@link BodyRead.Done} further calls give no bytes. Belongs to one thread at a time.
     *
     * {@snippet :
     * try (var out = Files.newOutputStream(target)) {
     *     BodyRead read = conn.readBody();
     *     while (read instanceof BodyRead.More more) {
     *         more.bytes().asByteBuffer(); // write them
     *         read = more.conn().readBody();
     *     }
     * }
     * }
     *
     * @throws io.pastelli.http.HttpException 408 when nothing came for the time-out, 413 when the body is larger than
     *         the server's limit, 400 when its framing is malformed
     * @throws DepartedException when the client has left
     */
    BodyRead readBody(BodyOptions options);
}
