package io.pastelli.conn;

import io.pastelli.http.Accept;
import io.pastelli.http.Headers;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The request side of a {@link Conn}. */
public sealed interface ConnRequest permits Conn {
    /** Where a parser keeps the parameters of the body. */
    Key<Params> BODY_PARAMS = Key.of("pastelli_body_params", Params.class);

    /** Returns the method as it was sent, case included: {@code GET}. */
    String method();

    /** Returns {@code http} or {@code https}, as the connection is. */
    String scheme();

    /** Returns the host the client asked for, without the port; {@code ""} when an HTTP/1.0 client named none. */
    String host();

    /** Returns the port the client asked for, or the scheme's default. */
    int port();

    /** Returns the path as it was sent, undecoded, double and trailing slashes included: {@code /a%2Fb//c/}. */
    String requestPath();

    /** Returns the URL the client asked for: scheme, host, port where it is not the default, path and query. */
    default String requestUrl() {
        String origin = scheme() + "://" + host()
                + (port() == Origin.defaultPort(scheme()) ? "" : ":" + port());
        return origin + requestPath() + (queryString().isEmpty() ? "" : "?" + queryString());
    }

    /** Returns the client's address: the peer's, unless a plug for trusted proxies put another. */
    InetAddress remoteAddress();

    /** Returns a conn with another method for the plugs to come; the framing of the response goes by the one received. */
    Conn putMethod(String method);

    /** Returns a conn with another origin; for plugs that trust a proxy's word. */
    Conn putOrigin(String scheme, String host, int port);

    /** Returns a conn with another client address; for plugs that trust a proxy's word. */
    Conn putRemoteAddress(InetAddress address);

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

    /**
     * Returns the parameters of the body.
     *
     * @throws IllegalStateException when no parser has read it: plug {@code Parsers} before
     */
    default Params bodyParams() {
        return ((Conn) this).getPrivate(BODY_PARAMS).orElseThrow(() -> new IllegalStateException(
                "the body's parameters were not fetched: plug Parsers before, or readBody() yourself"));
    }

    /** Returns a conn with parameters of the body; for parsers. */
    default Conn putBodyParams(Params params) {
        return ((Conn) this).putPrivate(BODY_PARAMS, params);
    }

    /**
     * Returns all parameters: those of the query, over them those of the body if it was parsed, over them the path's.
     *
     * @throws io.pastelli.http.HttpException as {@link #queryParams}
     */
    default Params params() {
        var path = new LinkedHashMap<String, Param>();
        pathParams().forEach((name, value) -> path.put(name, new Param.Text(value)));
        Params body = ((Conn) this).getPrivate(BODY_PARAMS).orElse(Params.none());
        return queryParams().merge(body).merge(Params.of(path));
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
    default Conn putReqHeader(String name, String value) {
        return withReqHeaders(reqHeaders().put(name, value));
    }

    /** Returns a conn whose request has one more field of this name in front. */
    default Conn prependReqHeader(String name, String value) {
        return withReqHeaders(reqHeaders().prepend(name, value));
    }

    /** Returns a conn whose request has each of these fields put. */
    default Conn mergeReqHeaders(Headers headers) {
        return withReqHeaders(reqHeaders().merge(headers));
    }

    /** Returns a conn whose request has one field of this name: {@code change} of the first value, or {@code initial}. */
    default Conn updateReqHeader(String name, String initial, UnaryOperator<String> change) {
        return putReqHeader(name, reqHeader(name).map(change).orElse(initial));
    }

    /** Returns a conn whose request has no field of this name. */
    default Conn deleteReqHeader(String name) {
        return withReqHeaders(reqHeaders().delete(name));
    }

    /** Returns a conn with these request fields instead of those there are. */
    Conn withReqHeaders(Headers headers);

    /**
     * Returns the type that the client likes best among {@code offered} (RFC 9110 section 12.5.1), of equals the one
     * offered first; empty when it takes none of them: answer 406.
     */
    default Optional<String> accepts(String... offered) {
        return Accept.best(reqHeaders().all("accept"), List.of(offered));
    }

    /** Returns a conn with another script name and path info; for routers, see {@link Plug#forward}. */
    Conn putPath(List<String> scriptName, List<String> pathInfo);

    /** Returns a conn with these path parameters merged over those there are; for routers. */
    Conn mergePathParams(Map<String, String> params);

    /** Returns the fields that came after the body, once {@link #readBody} has given {@link BodyRead.Done}. */
    Headers reqTrailers();

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
