package io.pastelli.jetty;

import io.pastelli.adapter.Http2;
import java.util.Optional;
import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.KeepAlive;
import io.pastelli.adapter.Limits;
import io.pastelli.adapter.Listener;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.adapter.Settings;
import io.pastelli.adapter.Timeouts;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import io.pastelli.tls.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A listener on the Jetty adapter and a plain receiver in place of the core. */
final class Rig implements AutoCloseable {
    /** What is done with one exchange, on a virtual thread. */
    interface Script {
        void run(Held held) throws Exception;
    }

    /** One exchange with what was told of it. */
    record Held(Exchange exchange, CompletableFuture<Exit> exit, CompletableFuture<Long> exitNanos) {
        Exit departure() {
            return Rig.get(exit);
        }

        void full(int status, String body) {
            Rig.get(begin(
                    new ResponseHead(status, Headers.of("content-length", "" + body.length()),
                            Framing.LENGTH),
                    body,
                    true));
        }

        void open() {
            Rig.get(begin(new ResponseHead(200, Headers.empty(), Framing.STREAM), "", false));
            exchange.watch();
        }

        CompletableFuture<Void> begin(ResponseHead head, String first, boolean last) {
            var done = new Done();
            exchange.begin(head, ByteBuffer.wrap(first.getBytes(StandardCharsets.ISO_8859_1)), last, done);
            return done.future;
        }

        CompletableFuture<Void> write(byte[] bytes, boolean last) {
            var done = new Done();
            exchange.write(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), last, done);
            return done.future;
        }

        CompletableFuture<Void> write(String text, boolean last) {
            return write(text.getBytes(StandardCharsets.ISO_8859_1), last);
        }

        /** Reads the body to its end. */
        byte[] body() throws IOException {
            var all = new java.io.ByteArrayOutputStream();
            byte[] buffer = new byte[4000];
            while (true) {
                int count = exchange.read(buffer, 0, buffer.length);
                if (count < 0) {
                    return all.toByteArray();
                }
                if (count == 0) {
                    var ready = new CompletableFuture<Void>();
                    exchange.onReadable(() -> ready.complete(null));
                    Rig.get(ready);
                }
                all.write(buffer, 0, Math.max(0, count));
            }
        }
    }

    private static final class Done implements Completion {
        final CompletableFuture<Void> future = new CompletableFuture<>();

        @Override
        public void done() {
            if (!future.complete(null)) {
                throw new AssertionError("told twice");
            }
        }

        @Override
        public void failed(Throwable cause) {
            if (!future.completeExceptionally(cause)) {
                throw new AssertionError("told twice", cause);
            }
        }
    }

    static final Settings SETTINGS = settings(HalfClose.LEAVES);

    static final Tls TLS = Tls.selfSigned("localhost");

    final Listener listener;
    final BlockingQueue<Held> held = new LinkedBlockingQueue<>();

    Rig(Script script) {
        this(SETTINGS, script);
    }

    Rig(Settings settings, Script script) {
        this(new JettyAdapter(), settings, script);
    }

    Rig(JettyAdapter adapter, Settings settings, Script script) {
        try {
            listener = adapter.listen(settings, exchange -> receive(exchange, script));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Settings settings(HalfClose halfClose) {
        return settings(Limits.DEFAULT, Timeouts.DEFAULT, halfClose);
    }

    static Settings settings(Limits limits, Timeouts timeouts, HalfClose halfClose) {
        return new Settings("127.0.0.1", 0, limits, timeouts, halfClose, KeepAlive.DEFAULT, 0,
                Optional.empty(), Http2.DEFAULT);
    }

    static Timeouts timeouts(int head, int idle) {
        return new Timeouts(Duration.ofMillis(head), Duration.ofMillis(idle), Duration.ofSeconds(30));
    }

    RawClient client() {
        return new RawClient(listener.port());
    }

    /** Returns a client that speaks TLS. */
    RawClient secure(String version) {
        return new RawClient(listener.port(), version);
    }

    /** Waits for the next exchange. */
    Held next() {
        try {
            Held next = held.poll(5, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no request came for 5 s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(5, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("nothing was told for 5 s", e);
        }
    }

    @Override
    public void close() {
        listener.close();
    }

    private void receive(Exchange exchange, Script script) {
        var one = new Held(exchange, new CompletableFuture<>(), new CompletableFuture<>());
        exchange.attach(exit -> {
            one.exitNanos().complete(System.nanoTime());
            if (!one.exit().complete(exit)) {
                throw new AssertionError("departed twice");
            }
        });
        Thread.ofVirtual().start(() -> {
            try {
                script.run(one);
            } catch (Exception | AssertionError e) {
                exchange.cut();
            }
            held.add(one);
        });
    }
}
