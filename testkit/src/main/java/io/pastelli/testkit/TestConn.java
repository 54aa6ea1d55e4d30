package io.pastelli.testkit;

import io.pastelli.adapter.ResponseHead;
import io.pastelli.conn.Conn;
import io.pastelli.conn.Dispatcher;
import io.pastelli.conn.Plug;
import io.pastelli.http.Bytes;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import io.pastelli.owner.Owner;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A plug that runs without a server: its response, its chunks, a client to leave with, and a clock to turn.
 *
 * {@snippet :
 * TestConn hello = TestConn.get("/users/7?x=1").header("accept", "text/plain").call(app);
 * assertEquals(200, hello.status());
 * assertEquals("hello 7", hello.text());
 *
 * TestConn stream = TestConn.get("/events").call(app);
 * assertEquals("data: one\n\n", stream.chunk(0));
 * stream.advance(Duration.ofSeconds(15)); // the heartbeat
 * assertEquals(":\n\n", stream.chunk(1));
 * stream.leave();
 * assertEquals(new Exit.ClientClosed(), stream.exit());
 *
 * TestWebSocket socket = TestConn.get("/echo").webSocket(app);
 * assertEquals("hello", socket.send("hello").text());
 * }
 *
 * <p>
 * It runs the real core, so what holds here holds on every server. What is awaited is awaited in real time, at most 5 s,
 * and is an {@link AssertionError} after that; deadlines and sleeps of the plug go by {@link #time}.
 *
 * <p>
 * <b>Threading:</b> any thread; the plug runs on a virtual thread of its own.
 */
public final class TestConn {
    /** Whether and how a response has ended. */
    public enum End {
        /** It goes on. */
        OPEN,
        /** It is complete: a clean end. */
        COMPLETE,
        /** It was cut off: the client sees a truncation. */
        CUT
    }

    /**
     * An informational response.
     *
     * @param status the status, such as 103
     * @param headers the fields
     */
    public record Inform(int status, Headers headers) {}

    private final TestRequest request;
    private final FakeExchange exchange;
    private final TestTime time;
    private final Dispatcher dispatcher;
    private final CompletableFuture<Conn> called;
    private final CompletableFuture<@Nullable Conn> returned;

    private TestConn(TestRequest request, FakeExchange exchange, TestTime time, Dispatcher dispatcher,
            CompletableFuture<Conn> called,
            CompletableFuture<@Nullable Conn> returned) {
        this.request = request;
        this.exchange = exchange;
        this.time = time;
        this.dispatcher = dispatcher;
        this.called = called;
        this.returned = returned;
    }

    /** Begins a GET. */
    public static TestRequest get(String target) {
        return request("GET", target);
    }

    /** Begins a POST; add a body. */
    public static TestRequest post(String target) {
        return request("POST", target);
    }

    /** Begins a request. */
    public static TestRequest request(String method, String target) {
        return TestRequest.of(method, target);
    }

    static TestConn start(TestRequest request, Plug plug) {
        var called = new CompletableFuture<Conn>();
        var returned = new CompletableFuture<@Nullable Conn>();
        Plug seen = conn -> {
            Conn result = null;
            try {
                Conn prepared = request.before().call(conn);
                called.complete(prepared);
                result = plug.call(prepared);
                return result;
            } finally {
                returned.complete(result);
            }
        };
        var time = new TestTime();
        var dispatcher = new Dispatcher(seen, request.settings(), time);
        var exchange = new FakeExchange(request);
        // as an I/O thread, but never one that owners are scheduled on
        Thread.startVirtualThread(() -> dispatcher.receive(exchange));
        return new TestConn(request, exchange, time, dispatcher, called, returned);
    }

    /** Waits until the plug has returned and its response has begun, or has ended. */
    public TestConn awaitReturn() {
        exchange.await("the plug returns and its response begins",
                () -> exchange.end() != End.OPEN
                        || (returned.isDone() && (exchange.head() != null || ended())));
        return this;
    }

    /** Returns what the plug returned; waits for it. */
    public Conn conn() {
        exchange.await("the plug returns a conn", returned::isDone);
        Conn conn = returned.join();
        if (conn == null) {
            throw new AssertionError("the plug has thrown: see its log, and status()");
        }
        return conn;
    }

    /** Returns the status; waits for the head. */
    public int status() {
        return head().status();
    }

    /** Returns the response's fields; waits for the head. */
    public Headers headers() {
        return head().headers();
    }

    /** Returns the first value of a response field, {@code ""} when there is none; waits for the head. */
    public String header(String name) {
        return headers().first(name).orElse("");
    }

    /** Returns the whole body in UTF-8; waits for the end of the response, be it clean or cut. */
    public String text() {
        return bytes().utf8();
    }

    /** Returns the whole body; waits for the end of the response, be it clean or cut. */
    public Bytes bytes() {
        exchange.await("the response ends", () -> exchange.end() != End.OPEN);
        var all = new ByteArrayOutputStream();
        exchange.chunks().forEach(chunk -> all.writeBytes(chunk.toByteArray()));
        return Bytes.of(all.toByteArray());
    }

    /** Returns the chunks that have been taken so far, in UTF-8. */
    public List<String> chunks() {
        return exchange.chunks().stream().map(Bytes::utf8).toList();
    }

    /** Returns the chunk of this number, from 0; waits for it. */
    public String chunk(int number) {
        exchange.await("chunk " + number + " comes", () -> exchange.chunks().size() > number);
        return exchange.chunks().get(number).utf8();
    }

    /** Returns the informational responses that were written. */
    public List<Inform> informs() {
        return exchange.informs();
    }

    /** Returns the fields that follow the body. */
    public Headers trailers() {
        return exchange.sentTrailers();
    }

    /** Tells whether and how the response has ended by now. */
    public End end() {
        return exchange.end();
    }

    /** Waits until the response has ended and tells how. */
    public End awaitEnd() {
        exchange.await("the response ends", () -> exchange.end() != End.OPEN);
        return exchange.end();
    }

    /** Tells whether the connection would be closed after this response. */
    public boolean closesConnection() {
        return exchange.closesAfter();
    }

    /** Returns the owner; waits until the plug is called. */
    public Owner owner() {
        exchange.await("the plug is called", called::isDone);
        return called.join().owner();
    }

    /** Returns how the exchange ended; waits for it. */
    public Exit exit() {
        Owner owner = owner();
        exchange.await("the owner ends", () -> owner.exit().isPresent());
        return owner.exit().orElseThrow();
    }

    /** Sends some bytes of the body, in UTF-8. */
    public TestConn feed(String text) {
        exchange.feed(Bytes.of(text), false);
        return this;
    }

    /** Ends a body of undeclared length. */
    public TestConn endBody() {
        exchange.feed(Bytes.empty(), true);
        return this;
    }

    /** Lets the client leave in order: FIN. */
    public void leave() {
        depart(new Exit.ClientClosed());
    }

    /** Lets the client break off: RST. */
    public void reset() {
        depart(new Exit.ClientReset(OptionalLong.empty()));
    }

    /** From now on the client takes nothing: the next chunk blocks its writer. */
    public TestConn stall() {
        exchange.stall();
        return this;
    }

    /** Waits until a write is blocked. */
    public TestConn awaitBlocked() {
        exchange.await("a write is blocked", exchange::blocked);
        return this;
    }

    /** The client takes again what comes, and what was held up. */
    public TestConn take() {
        exchange.resume();
        return this;
    }

    /** Returns the clock. */
    public TestTime time() {
        return time;
    }

    /**
     * Turns the clock, once the plug has returned or waits: by the clock, or for a client that takes nothing. Deadlines
     * that have passed are acted on before this returns; woken threads then run by themselves.
     */
    public TestConn advance(Duration by) {
        exchange.await("the plug returns or waits",
                () -> returned.isDone() || (time.waiting() > 0 && !exchange.woken()) || exchange.blocked()
                        || exchange.end() != End.OPEN);
        time.advance(by);
        dispatcher.tick();
        return this;
    }

    /** Stops the server it would run on; turn the clock to let the grace pass. Gives the number of exchanges cut. */
    public CompletableFuture<Integer> stop(Duration grace) {
        return CompletableFuture.supplyAsync(() -> dispatcher.stop(grace), Thread::startVirtualThread);
    }

    FakeExchange exchange() {
        return exchange;
    }

    TestRequest request() {
        return request;
    }

    /** The response's fields, if it has begun. */
    Optional<Headers> headersSoFar() {
        return Optional.ofNullable(exchange.head()).map(ResponseHead::headers);
    }

    private void depart(Exit exit) {
        exchange.await("the plug is called", () -> called.isDone() || exchange.end() != End.OPEN);
        dispatcher.tick(); // an exchange that has been here for two ticks is watched
        dispatcher.tick();
        exchange.leave(exit);
    }

    private boolean ended() {
        return called.isDone() && called.join().exit().isPresent();
    }

    private ResponseHead head() {
        exchange.await("a response begins", () -> exchange.head() != null);
        ResponseHead head = exchange.head();
        if (head == null) {
            throw new AssertionError("no response");
        }
        return head;
    }
}
