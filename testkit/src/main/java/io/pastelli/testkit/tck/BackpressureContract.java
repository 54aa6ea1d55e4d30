package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.ServerOptions;
import io.pastelli.adapter.Timeouts;
import io.pastelli.conn.ChunkResult;
import io.pastelli.conn.Conn;
import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Readers that are slow or stop: writers wait, buffers stay small, and nobody waits for ever. */
interface BackpressureContract extends Contract {
    /** 32 KiB. */
    Bytes BLOCK = Bytes.of(new byte[32 * 1024]);
    /** What may be on its way to a reader that takes nothing, the kernels' buffers included: 2 MiB. */
    long MOST_IN_FLIGHT = 2 * 1024 * 1024;

    /** A plug that writes until it is stopped. */
    record Flood(AtomicBoolean begun, AtomicLong accepted, Told told, CompletableFuture<ChunkResult> end) {
        Flood() {
            this(new AtomicBoolean(), new AtomicLong(), new Told(), new CompletableFuture<>());
        }

        Conn call(Conn conn) {
            conn.owner().link(told);
            Conn stream = conn.sendChunked(200);
            begun.set(true);
            ChunkResult result = stream.chunk(BLOCK);
            while (result.sent()) {
                accepted.addAndGet(BLOCK.size());
                result = stream.chunk(BLOCK);
            }
            end.complete(result);
            return stream;
        }

        /** Waits until nothing has been accepted for 200 ms: the writer is blocked. */
        void awaitBlocked() {
            awaitAllBlocked(List.of(this));
        }

        static void awaitAllBlocked(List<Flood> floods) {
            var last = new AtomicLong(-1);
            var since = new AtomicLong(System.nanoTime());
            Eventually.until("the writers are blocked", () -> {
                long now = floods.stream().mapToLong(flood -> flood.accepted().get()).sum();
                boolean begun = floods.stream().allMatch(flood -> flood.begun().get());
                if (last.getAndSet(now) != now || !begun) {
                    since.set(System.nanoTime());
                }
                return System.nanoTime() - since.get() > 200_000_000;
            });
        }
    }

    private static UnaryOperator<ServerOptions> smallBuffer(Duration write) {
        return options -> options.sendBuffer(64 * 1024).timeouts(Timeouts.DEFAULT.withWrite(write));
    }

    @Test
    default void aReaderThatStopsBlocksTheWriterUntilTheDeadline() throws Exception {
        var flood = new Flood();
        try (Site site = serve(flood::call, smallBuffer(Duration.ofMillis(600)));
                RawClient client = site.connect(16 * 1024)) {
            client.get("/");
            assertThat(Eventually.get(flood.end())).isInstanceOf(ChunkResult.TimedOut.class);
            flood.told().assertTold(Exit.TimedOut.class);
            assertThat(flood.accepted().get()).as("bytes taken").isLessThan(MOST_IN_FLIGHT);
            assertThat(client.read().cleanEnd()).as("cut, not ended").isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    default void aClientThatLeavesEndsABlockedWriter(Leaving how) throws Exception {
        var nanos = new long[Integer.getInteger("tck.rounds", 3)];
        for (int i = 0; i < nanos.length; i++) {
            var flood = new Flood();
            try (Site site = serve(flood::call, smallBuffer(Duration.ofSeconds(30)));
                    RawClient client = site.connect(16 * 1024)) {
                client.get("/");
                flood.awaitBlocked();
                long from = System.nanoTime();
                how.leave(client);
                // a close with unread bytes is an RST on the wire
                assertThat(flood.told().exit().clientGone()).isTrue();
                assertThat(Eventually.get(flood.end())).isInstanceOf(ChunkResult.Closed.class);
                nanos[i] = flood.told().nanos() - from;
                assertThat(Duration.ofNanos(nanos[i])).isLessThan(GoneContract.DEADLINE);
                assertThat(flood.accepted().get()).as("bytes taken").isLessThan(MOST_IN_FLIGHT);
            }
        }
        measured(nanos);
    }

    @Test
    default void aSlowReaderGetsEveryByte() throws Exception {
        var bytes = new byte[4 * 1024 * 1024];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        try (Site site = serve(conn -> {
            Conn stream = conn.sendChunked(200);
            for (int at = 0; at < bytes.length; at += 64 * 1024) {
                assertThat(stream.chunk(Bytes.of(bytes, at, at + 64 * 1024)).sent()).isTrue();
            }
            return stream.close();
        }, smallBuffer(Duration.ofSeconds(20))); RawClient client = site.connect(16 * 1024)) {
            client.get("/").readHead();
            var body = new java.io.ByteArrayOutputStream();
            int left;
            while ((left = Integer.parseInt(client.until("\r\n").strip(), 16)) > 0) {
                body.writeBytes(client.bytes(left));
                client.bytes(2);
                LockSupport.parkNanos(5_000_000); // slow on purpose
            }
            assertThat(body.toByteArray()).isEqualTo(bytes);
        }
    }

    @Test
    default void aResponseThatNobodyTakesIsTimedOut() throws Exception {
        var told = new Told();
        Bytes big = Bytes.of(new byte[16 * 1024 * 1024]);
        try (Site site = serve(conn -> {
            conn.owner().link(told);
            return conn.sendResp(200, big);
        }, smallBuffer(Duration.ofMillis(600))); RawClient client = site.connect(16 * 1024)) {
            client.get("/");
            told.assertTold(Exit.TimedOut.class);
            assertThat(client.read().cleanEnd()).isFalse();
        }
    }

    @Test
    default void blockedWritersHoldUpNobodyElse() throws Exception {
        var floods = new ArrayList<Flood>();
        var clients = new ArrayList<RawClient>();
        try (Site site = serve(conn -> {
            if (conn.requestPath().equals("/")) {
                return conn.sendResp(200, "served");
            }
            return floods.get(Integer.parseInt(conn.pathInfo().getFirst())).call(conn);
        }, smallBuffer(Duration.ofSeconds(30)))) {
            for (int i = 0; i < 32; i++) {
                floods.add(new Flood());
                RawClient client = site.connect(16 * 1024);
                clients.add(client.get("/" + i));
            }
            Flood.awaitAllBlocked(floods);
            Response response = site.get("/");
            assertThat(response.text()).isEqualTo("served");
            for (RawClient client : clients) {
                client.reset();
            }
            floods.forEach(flood -> assertThat(flood.told().exit().clientGone()).isTrue());
        }
    }

    @Test
    default void allWritersOfABlockedStreamEndWithIt() throws Exception {
        var results = new ArrayList<CompletableFuture<ChunkResult>>();
        var flood = new Flood();
        try (Site site = serve(conn -> {
            Conn stream = conn.sendChunked(200);
            conn.owner().link(flood.told());
            for (int i = 0; i < 4; i++) {
                results.add(CompletableFuture.supplyAsync(() -> {
                    ChunkResult result = stream.chunk(BLOCK);
                    while (result.sent()) {
                        flood.accepted().addAndGet(BLOCK.size());
                        result = stream.chunk(BLOCK);
                    }
                    return result;
                }, Thread::startVirtualThread));
            }
            flood.begun().set(true);
            flood.end().complete(new ChunkResult.TimedOut()); // only says that all are started
            return stream;
        }, smallBuffer(Duration.ofSeconds(30))); RawClient client = site.connect(16 * 1024)) {
            client.get("/");
            Eventually.get(flood.end());
            flood.awaitBlocked();
            client.reset();
            for (var result : List.copyOf(results)) {
                assertThat(Eventually.get(result)).isInstanceOf(ChunkResult.Closed.class);
            }
        }
    }
}
