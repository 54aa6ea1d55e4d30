package io.pastelli.undertow;

import io.pastelli.adapter.Http2;
import java.util.Optional;
import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.Listener;
import io.pastelli.adapter.Receiver;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.adapter.Settings;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server with a handler on virtual threads, without the core: what it says is what the adapter does. */
final class TestServer implements AutoCloseable {
    static final Settings SETTINGS = new Settings("127.0.0.1", 0, Settings.DEFAULT.limits(),
            Settings.DEFAULT.timeouts(), Settings.DEFAULT.halfClose(), Settings.DEFAULT.keepAlive(), 0,
            Optional.empty(), Http2.DEFAULT);

    /** Handles one exchange, on a virtual thread. */
    interface Handler {
        void handle(Call call) throws Exception;
    }

    final Listener listener;
    final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

    TestServer(Settings settings, Handler handler) {
        this(settings, handler, SelfTest.REAL);
    }

    TestServer(Settings settings, Handler handler, SelfTest selfTest) {
        Receiver receiver = exchange -> {
            var call = new Call(exchange);
            exchange.attach(call.exit::complete);
            calls.add(call);
            Thread.startVirtualThread(() -> {
                try {
                    handler.handle(call);
                } catch (Exception e) {
                    call.error.complete(e);
                    exchange.cut();
                }
            });
        };
        try {
            listener = new UndertowAdapter(selfTest).listen(settings, receiver);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static TestServer holding() {
        return new TestServer(SETTINGS, call -> call.exchange.watch());
    }

    RawClient connect() {
        return new RawClient(listener.port());
    }

    /** Connects with a receive buffer of some bytes. */
    RawClient connect(int receiveBuffer) {
        return new RawClient(listener.port(), receiveBuffer);
    }

    Call next() throws InterruptedException {
        Call call = calls.poll(5, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("no request came within 5 s");
        }
        return call;
    }

    /** Waits until every connection has been closed by both sides. */
    void awaitNoConnection() {
        long until = System.nanoTime() + 5_000_000_000L;
        while (((UndertowListener) listener).connections() > 0) {
            if (System.nanoTime() > until) {
                throw new AssertionError(
                        ((UndertowListener) listener).connections() + " connections are left");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        listener.close();
    }

    /** One exchange with blocking methods. */
    static final class Call {
        final Exchange exchange;
        final CompletableFuture<Exit> exit = new CompletableFuture<>();
        final CompletableFuture<Exception> error = new CompletableFuture<>();

        Call(Exchange exchange) {
            this.exchange = exchange;
        }

        void full(String body) throws Exception {
            await(done -> exchange.begin(head(Framing.LENGTH, body.length()), bytes(body), true, done));
        }

        void stream(String first) throws Exception {
            await(done -> exchange.begin(head(Framing.STREAM, -1), bytes(first), false, done));
            exchange.watch();
        }

        void upgrade(String protocol) throws Exception {
            var head = new ResponseHead(101, Headers.of("upgrade", protocol), Framing.UPGRADE);
            await(done -> exchange.begin(head, bytes(""), false, done));
        }

        void write(byte[] bytes, int length) throws Exception {
            await(done -> exchange.write(ByteBuffer.wrap(bytes, 0, length), false, done));
        }

        /** Reads at least a byte; −1 at the end. */
        int read(byte[] buffer) throws Exception {
            for (;;) {
                int count = exchange.read(buffer, 0, buffer.length);
                if (count != 0) {
                    return count;
                }
                var ready = new CountDownLatch(1);
                exchange.onReadable(ready::countDown);
                if (!ready.await(5, TimeUnit.SECONDS)) {
                    throw new TimeoutException("nothing came");
                }
            }
        }

        void chunk(String body) throws Exception {
            await(done -> exchange.write(bytes(body), false, done));
        }

        void end() throws Exception {
            await(done -> exchange.write(bytes(""), true, done));
        }

        String body() throws Exception {
            var all = new ByteArrayOutputStream();
            var buffer = new byte[4096];
            for (;;) {
                int count = exchange.read(buffer, 0, buffer.length);
                if (count < 0) {
                    return all.toString(StandardCharsets.ISO_8859_1);
                }
                all.write(buffer, 0, Math.max(count, 0));
                if (count == 0) {
                    var ready = new CountDownLatch(1);
                    exchange.onReadable(ready::countDown);
                    if (!ready.await(5, TimeUnit.SECONDS)) {
                        throw new TimeoutException("no body came");
                    }
                }
            }
        }

        void cutWhenGone() {
            var _ = exit.thenRun(exchange::cut);
        }

        Exit awaitExit() throws Exception {
            return exit.get(5, TimeUnit.SECONDS);
        }

        private static void await(java.util.function.Consumer<Completion> write) throws Exception {
            var done = new CompletableFuture<Boolean>();
            write.accept(new Completion() {
                @Override
                public void done() {
                    if (!done.complete(true)) {
                        throw new AssertionError("told twice");
                    }
                }

                @Override
                public void failed(Throwable cause) {
                    if (!done.completeExceptionally(cause)) {
                        throw new AssertionError("told twice", cause);
                    }
                }
            });
            done.get(10, TimeUnit.SECONDS);
        }

        static ResponseHead head(Framing framing, int length) {
            return new ResponseHead(200,
                    length < 0 ? Headers.empty() : Headers.of("content-length", String.valueOf(length)),
                    framing);
        }

        static ByteBuffer bytes(String text) {
            return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
