package io.pastelli.netty;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.ResponseHead;
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
import org.jspecify.annotations.Nullable;

/** One exchange in the hands of a test, which plays the core. */
final class Call {
    private static final long PATIENCE = 5;

    final Exchange exchange;
    private final BlockingQueue<Exit> exits = new LinkedBlockingQueue<>();

    Call(Exchange exchange) {
        this.exchange = exchange;
        exchange.attach(exits::add);
    }

    /** Waits for the news that the client has gone. */
    Exit exit() throws InterruptedException {
        Exit exit = exits.poll(PATIENCE, TimeUnit.SECONDS);
        if (exit == null) {
            throw new AssertionError("no departure was told within " + PATIENCE + " s");
        }
        return exit;
    }

    @Nullable
    Exit exitWithin(long millis) throws InterruptedException {
        return exits.poll(millis, TimeUnit.MILLISECONDS);
    }

    Told begin(int status, Framing framing, String first, boolean last, String... fields) {
        var told = new Told();
        exchange.begin(new ResponseHead(status, Headers.of(fields), framing), bytes(first), last, told);
        return told;
    }

    /** Answers in one go. */
    Told answer(String body) {
        return begin(200, Framing.LENGTH, body, true, "content-length", Integer.toString(body.length()));
    }

    Told stream(String first) {
        return begin(200, Framing.STREAM, first, false);
    }

    Told write(String text, boolean last) {
        return write(bytes(text), last);
    }

    Told write(ByteBuffer bytes, boolean last) {
        var told = new Told();
        exchange.write(bytes, last, told);
        return told;
    }

    /** Reads the body to its end, as a plug would. */
    String body() throws IOException, InterruptedException {
        var all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int count; (count = readSome(buffer)) >= 0;) {
            all.write(buffer, 0, count);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** Reads at least one byte, or −1. */
    int readSome(byte[] buffer) throws IOException, InterruptedException {
        for (;;) {
            int count = exchange.read(buffer, 0, buffer.length);
            if (count != 0) {
                return count;
            }
            var ready = new CountDownLatch(1);
            exchange.onReadable(ready::countDown);
            if (!ready.await(PATIENCE, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing to read within " + PATIENCE + " s");
            }
        }
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)).asReadOnlyBuffer();
    }

    /** Checks that a completion is told once. */
    static final class Told implements Completion {
        final CompletableFuture<Void> future = new CompletableFuture<>();

        /** Waits until it is done. */
        void await() throws Exception {
            future.get(PATIENCE, TimeUnit.SECONDS);
        }

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
}
