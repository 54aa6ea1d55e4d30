package io.pastelli.testkit.tck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Requests;
import io.pastelli.testkit.client.Wire;
import io.pastelli.testkit.http2.Frame;
import io.pastelli.testkit.http2.Hpack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Many clients at once: no false alarm, nobody forgotten, nothing left over. */
interface LoadContract extends Contract {
    @Test
    default void plainLoadRaisesNoFalseAlarm() throws Exception {
        Queue<Told> all = new ConcurrentLinkedQueue<>();
        try (Site site = serve(conn -> {
            var told = new Told();
            all.add(told);
            conn.owner().link(told);
            if (conn.requestPath().equals("/slow")) {
                conn.owner().sleep(Duration.ofMillis(20)); // long enough to be watched
            }
            return conn.sendResp(200, "ok");
        })) {
            long end = System.nanoTime() + Duration.ofMillis(1_500).toNanos();
            var clients = new ArrayList<CompletableFuture<Integer>>();
            for (int i = 0; i < 64; i++) {
                String path = i % 4 == 0 ? "/slow" : "/";
                clients.add(CompletableFuture.supplyAsync(() -> requests(site, path, end),
                        Thread::startVirtualThread));
            }
            int sent = 0;
            for (var client : clients) {
                sent += Eventually.get(client);
            }
            int expected = sent;
            Eventually.until("every owner is told", () -> all.stream().allMatch(Told::isTold));
            assertThat(all).hasSize(expected).allSatisfy(told -> told.assertTold(Exit.Normal.class));
        }
    }

    private static int requests(Site site, String path, long end) {
        int sent = 0;
        try (RawClient client = site.connect()) {
            while (System.nanoTime() < end && sent < 5_000) {
                assertThat(client.get(path).read().status()).isEqualTo(200);
                sent++;
            }
        } catch (IOException e) {
            throw new AssertionError("a connection was lost after " + sent + " requests", e);
        }
        return sent;
    }

    @Test
    default void whoLeavesWithTheLastByteWasServed() throws Exception {
        Queue<Told> all = new ConcurrentLinkedQueue<>();
        try (Site site = serve(conn -> {
            var told = new Told();
            all.add(told);
            conn.owner().link(told);
            return conn.sendResp(200, LAST);
        })) {
            long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            var clients = new ArrayList<CompletableFuture<Void>>();
            for (int i = 0; i < 8; i++) {
                clients.add(CompletableFuture.runAsync(() -> {
                    for (int round = 0; round < 500 && System.nanoTime() < end; round++) {
                        leaveWithTheLastByte(site);
                    }
                }, Thread::startVirtualThread));
            }
            for (var client : clients) {
                Eventually.get(client);
            }
            Eventually.until("every owner is told", () -> all.stream().allMatch(Told::isTold));
            assertThat(all).isNotEmpty().allSatisfy(told -> told.assertTold(Exit.Normal.class));
        }
    }

    /** What the body ends with. */
    String LAST = "these are the last bytes";

    private void leaveWithTheLastByte(Site site) {
        byte[] request = Requests.get("/").getBytes(ISO_8859_1);
        if (protocol().isHttp2()) {
            var frames = new ByteArrayOutputStream();
            frames.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
            frames.writeBytes(Frame.settings().bytes());
            frames.writeBytes(Frame.headers(1, true, Hpack.block(":method", "GET", ":scheme",
                    protocol().scheme(), ":path", "/", ":authority", "localhost")).bytes());
            request = frames.toByteArray();
        }
        var came = new StringBuilder();
        var buffer = new byte[4_096];
        try {
            Wire wire = site.wire();
            wire.write(request, 0, request.length);
            while (came.indexOf(LAST) < 0) {
                int count = wire.read(buffer, 0, buffer.length, Duration.ofSeconds(10));
                assertThat(count).as("the response ends too early").isPositive();
                came.append(new String(buffer, 0, count, ISO_8859_1));
            }
            wire.fin();
        } catch (IOException e) {
            throw new AssertionError("no response but: " + came, e);
        }
    }

    @Test
    default void afterAChurnNobodyIsForgottenAndNothingLeftOver() throws Exception {
        Queue<Told> all = new ConcurrentLinkedQueue<>();
        var plug = new Departing(false);
        var stays = new Departing(true);
        try (Site site = serve(conn -> {
            var told = new Told();
            all.add(told);
            conn.owner().link(told);
            Conn result = (ThreadLocalRandom.current().nextBoolean() ? plug : stays).call(conn);
            if (ThreadLocalRandom.current().nextInt(4) == 0
                    && result.state() == io.pastelli.conn.State.CHUNKED) {
                result.close();
            }
            return result;
        })) {
            long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            var count = new AtomicInteger();
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                clients.add(Thread.startVirtualThread(() -> {
                    while (System.nanoTime() < end && count.incrementAndGet() < 5_000) {
                        visit(site);
                    }
                }));
            }
            for (Thread client : clients) {
                client.join();
            }
            Eventually.until("every owner is told", () -> all.stream().allMatch(Told::isTold));
            assertThat(all).isNotEmpty().allSatisfy(told -> assertThat(told.times()).isEqualTo(1));
            if (Sockets.countable()) {
                Eventually.until("no socket is left in the server",
                        () -> Sockets.openOn(site.server().port()) == 0);
            }
            assertThat(site.server().stop(Duration.ofSeconds(1))).as("exchanges left over").isZero();
        }
    }

    /** One client that comes, does something of everything, and leaves. */
    private static void visit(Site site) {
        var random = ThreadLocalRandom.current();
        Phase phase = any(List.of(Phase.values()));
        try (RawClient client = site.connect().patience(Duration.ofSeconds(2))) {
            if (random.nextInt(3) == 0) {
                phase.enter(client);
            } else {
                client.send(phase.request().substring(0, random.nextInt(phase.request().length() + 1)));
            }
            LockSupport.parkNanos(random.nextLong(20_000_000));
            Leaving how = any(List.of(Leaving.values()));
            how.leave(client);
            if (how == Leaving.HALF_CLOSE && random.nextBoolean()) {
                client.rest();
            }
        } catch (IOException | AssertionError e) {
            // the server may end first; only what is left in it counts
        }
    }

    private static <T> T any(List<T> all) {
        return all.get(ThreadLocalRandom.current().nextInt(all.size()));
    }
}
