package io.pastelli.conn;

import io.pastelli.adapter.Exchange;
import io.pastelli.http.Bytes;
import io.pastelli.http.Headers;
import io.pastelli.http.SetCookie;
import io.pastelli.http.Status;
import io.pastelli.owner.Exit;
import io.pastelli.owner.Owner;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One request and its response as an immutable value: every change gives a new conn, and a plug returns the last one.
 *
 * <p>
 * All copies stand on one exchange, so a second response is refused from an old copy too.
 *
 * <p>
 * <b>Threading:</b> safe to share; what sends may block, so it is not for I/O threads.
 *
 * {@snippet :
 * Plug hello = conn -> conn.putRespContentType("text/plain").sendResp(200, "hello " + conn.peer().remote());
 * }
 */
public final class Conn
        implements
            ConnConnection,
            ConnRequest,
            ConnResponse,
            ConnCookies,
            ConnStream,
            ConnUpgrade,
            ConnAssigns,
            ConnProgress {
    private final Transaction tx;
    private final Request request;
    private final Response response;
    private final State state;
    private final boolean halted;
    private final Map<String, Object> assigns;
    private final Map<String, Object> privates;

    /** A fresh conn of an exchange. */
    Conn(Transaction tx) {
        this(tx, tx.request(), Response.FRESH, State.UNSET, false, Map.of(), Map.of());
    }

    private Conn(Transaction tx, Request request, Response response, State state, boolean halted,
            Map<String, Object> assigns, Map<String, Object> privates) {
        this.tx = tx;
        this.request = request;
        this.response = response;
        this.state = state;
        this.halted = halted;
        this.assigns = assigns;
        this.privates = privates;
    }

    /** Returns where this conn stands. */
    public State state() {
        return state == State.CHUNKED && exit().isPresent() ? State.ENDED : state;
    }

    /** Returns a conn that stops its pipeline after the current plug. */
    public Conn halt() {
        return new Conn(tx, request, response, state, true, assigns, privates);
    }

    /** Tells whether a plug has halted. */
    public boolean halted() {
        return halted;
    }

    // --- request

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public String scheme() {
        return request.origin(tx.exchange()).scheme();
    }

    @Override
    public String host() {
        return request.origin(tx.exchange()).host();
    }

    @Override
    public int port() {
        return request.origin(tx.exchange()).port();
    }

    @Override
    public String requestPath() {
        return request.target().path();
    }

    @Override
    public InetAddress remoteAddress() {
        return request.remote(tx.exchange());
    }

    @Override
    public Conn putMethod(String method) {
        return with(request.withMethod(method));
    }

    @Override
    public Conn putOrigin(String scheme, String host, int port) {
        return with(request.withOrigin(new Origin(scheme, host, port)));
    }

    @Override
    public Conn putRemoteAddress(InetAddress address) {
        return with(request.withRemote(address));
    }

    @Override
    public List<String> pathInfo() {
        return request.pathInfo();
    }

    @Override
    public List<String> scriptName() {
        return request.scriptName();
    }

    @Override
    public String queryString() {
        return request.target().query();
    }

    @Override
    public Params queryParams() {
        return request.target().params();
    }

    @Override
    public Map<String, String> pathParams() {
        return request.pathParams();
    }

    @Override
    public String pathParam(String name) {
        String value = request.pathParams().get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no parameter :" + name + ", it has "
                    + request.pathParams().keySet());
        }
        return value;
    }

    @Override
    public Headers reqHeaders() {
        return request.headers();
    }

    @Override
    public Conn withReqHeaders(Headers headers) {
        return with(request.withHeaders(headers));
    }

    @Override
    public Conn putPath(List<String> scriptName, List<String> pathInfo) {
        return with(request.withPath(List.copyOf(scriptName), List.copyOf(pathInfo)));
    }

    @Override
    public Conn mergePathParams(Map<String, String> params) {
        return params.isEmpty() ? this : with(request.mergePathParams(params));
    }

    @Override
    public Headers reqTrailers() {
        return tx.exchange().trailers();
    }

    Exchange exchange() {
        return tx.exchange();
    }

    @Override
    public BodyRead readBody(BodyOptions options) {
        return tx.body().read(this, options);
    }

    // --- response

    @Override
    public OptionalInt status() {
        return response.status() == 0 ? OptionalInt.empty() : OptionalInt.of(response.status());
    }

    @Override
    public Conn putStatus(int status) {
        return unsent(response.withStatus(Status.check(status)), state);
    }

    @Override
    public Headers respHeaders() {
        return response.headers();
    }

    @Override
    public Conn withRespHeaders(Headers headers) {
        Response.requireOurs(headers);
        return unsent(response.withHeaders(headers), state);
    }

    @Override
    public List<SetCookie> respCookies() {
        return response.cookies();
    }

    @Override
    public Conn putRespCookie(SetCookie cookie) {
        return unsent(response.withCookie(cookie), state);
    }

    @Override
    public boolean inform(int status, Headers headers) {
        if (state.sent()) {
            throw new AlreadySentException();
        }
        return tx.inform(status, headers);
    }

    @Override
    public Optional<Bytes> respBody() {
        return response.body();
    }

    @Override
    public Conn resp(int status, Bytes body) {
        return unsent(response.withBody(Status.check(status), body), State.SET);
    }

    @Override
    public Conn sendResp() {
        if (state == State.UNSET) {
            throw new NotSentException("no response is set: call resp(status, body) before sendResp()");
        }
        return Sending.response(this, tx);
    }

    @Override
    public Conn sendFile(int status, Path file, long offset, long length) throws IOException {
        return Sending.file(putStatus(status), tx, file, offset, length);
    }

    @Override
    public Conn putStreamCoding(StreamCoding coding) {
        return unsent(response.withCoding(coding), state);
    }

    @Override
    public Conn registerBeforeSend(BeforeSend callback) {
        return unsent(response.withBeforeSend(callback), state);
    }

    // --- stream

    @Override
    public Conn sendChunked(int status) {
        return Sending.stream(putStatus(status), tx);
    }

    @Override
    public ChunkResult chunk(Bytes chunk) {
        return tx.stream().write(this, chunk.asByteBuffer(), false);
    }

    @Override
    public Optional<ChunkResult> tryChunk(Bytes chunk) {
        return tx.stream().tryWrite(this, chunk.asByteBuffer());
    }

    @Override
    public Conn close() {
        tx.stream().write(this, assigned(CLOSE_CHUNK).orElse(Bytes.empty()).asByteBuffer(), true);
        return this;
    }

    @Override
    public Conn close(Headers trailers) {
        tx.stream();
        tx.exchange().putTrailers(trailers);
        return close();
    }

    @Override
    public Owner owner() {
        return tx.owner();
    }

    @Override
    public Optional<Exit> exit() {
        return tx.owner().exit();
    }

    // --- assigns

    @Override
    public Map<String, Object> assigns() {
        return assigns;
    }

    @Override
    public <T> Optional<T> assigned(Key<T> key) {
        return Optional.ofNullable(assigns.get(key.name())).map(key.type()::cast);
    }

    @Override
    public <T> Conn assign(Key<T> key, T value) {
        return assign(key.name(), key.type().cast(value));
    }

    @Override
    public Conn assign(Key<Bytes> key, String value) {
        return assign(key.name(), Bytes.of(value));
    }

    @Override
    public Conn assign(String name, Object value) {
        if (name.equals(INIT_CHUNK.name()) && state.sent()) {
            throw new IllegalStateException(
                    "assign INIT_CHUNK before sendChunked: it is written with the head");
        }
        return new Conn(tx, request, response, state, halted, plus(assigns, name, value), privates);
    }

    @Override
    public <T> Optional<T> getPrivate(Key<T> key) {
        return Optional.ofNullable(privates.get(key.name())).map(key.type()::cast);
    }

    @Override
    public <T> Conn putPrivate(Key<T> key, T value) {
        return new Conn(tx, request, response, state, halted, assigns, plus(privates, key.name(), value));
    }

    /** Returns method, path, status and state; no query, body, credentials or assigned values. */
    @Override
    public String toString() {
        return "Conn[" + method() + " " + requestPath() + ", " + reqHeaders() + ", " + state() + " "
                + (response.status() == 0 ? "" : response.status() + " ") + "assigns=" + assigns.keySet()
                + "]";
    }

    Transaction transaction() {
        return tx;
    }

    Response response() {
        return response;
    }

    /** This conn after its response went out as {@code sent}. */
    Conn sent(Response sent, State how) {
        return new Conn(tx, request, sent, how, halted, assigns, privates);
    }

    private Conn with(Request changed) {
        return new Conn(tx, changed, response, state, halted, assigns, privates);
    }

    private Conn unsent(Response changed, State next) {
        if (state.sent()) {
            throw new AlreadySentException();
        }
        return new Conn(tx, request, changed, next, halted, assigns, privates);
    }

    private static Map<String, Object> plus(Map<String, Object> map, String name, Object value) {
        if (map.isEmpty()) {
            return Map.of(name, value); // what every routed request pays
        }
        var entries = new ArrayList<Map.Entry<String, Object>>(map.size() + 1);
        for (var entry : map.entrySet()) {
            if (!entry.getKey().equals(name)) {
                entries.add(entry);
            }
        }
        entries.add(Map.entry(name, value));
        @SuppressWarnings({"unchecked", "rawtypes"})
        Map.Entry<String, Object>[] all = entries.toArray(new Map.Entry[0]);
        return Map.ofEntries(all);
    }
}
