package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.ChunkResult;
import io.pastelli.conn.Conn;
import io.pastelli.conn.SseEvent;
import io.pastelli.http.Bytes;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Streams that several threads write to, and one event for several streams. */
interface ManyWritersContract extends Contract {
    @Test
    default void chunksOfManyThreadsKeepTheirOrderAndNeverMix() throws Exception {
        try (Site site = serve(conn -> {
            Conn stream = conn.assign(Conn.INIT_CHUNK, "first\n").sendChunked(200);
            var start = new CountDownLatch(1);
            List<Thread> writers = new ArrayList<>();
            for (int w = 0; w < 8; w++) {
                int writer = w;
                var builder = w % 2 == 0 ? Thread.ofVirtual() : Thread.ofPlatform();
                writers.add(builder.start(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        return;
                    }
                    for (int i = 0; i < 100; i++) {
                        String pad = String.valueOf((char) ('a' + writer)).repeat(1 + (i * 37) % 500);
                        assertThat(stream.chunk(writer + ":" + i + ":" + pad + "\n").sent()).isTrue();
                    }
                }));
            }
            start.countDown();
            for (Thread writer : writers) {
                writer.join();
            }
            return stream.close();
        })) {
            Response response = site.get("/");
            assertThat(response.cleanEnd()).isTrue();
            List<String> lines = response.text().lines().toList();
            assertThat(lines.getFirst()).isEqualTo("first");
            assertThat(lines).hasSize(801);
            var next = new int[8];
            for (String line : lines.subList(1, lines.size())) {
                String[] parts = line.split(":", 3);
                int writer = Integer.parseInt(parts[0]);
                assertThat(Integer.parseInt(parts[1])).isEqualTo(next[writer]++);
                assertThat(parts[2]).matches((char) ('a' + writer) + "+");
            }
        }
    }

    @Test
    default void nothingComesBeforeTheInitialChunk() throws Exception {
        for (int round = 0; round < 20; round++) {
            var opened = new CompletableFuture<Conn>();
            try (Site site = serve(conn -> {
                Conn stream = conn.assign(Conn.INIT_CHUNK, "first").sendChunked(200);
                opened.complete(stream);
                stream.chunk("from the plug");
                return stream;
            }); RawClient client = site.connect()) {
                Thread.startVirtualThread(() -> Eventually.get(opened).chunk("from outside"));
                client.get("/").readHead();
                assertThat(client.until("first\r\n")).isEqualTo("5\r\nfirst\r\n");
                client.until("from ");
                client.until("from ");
                Eventually.get(opened).close();
            }
        }
    }

    @Test
    default void oneEventGoesToManyStreams() throws Exception {
        var streams = new java.util.concurrent.LinkedBlockingQueue<Conn>();
        try (Site site = serve(conn -> {
            Conn stream = conn.assign(Conn.INIT_CHUNK, ":\n\n").sendChunked(200);
            streams.add(stream);
            return stream;
        })) {
            var clients = new ArrayList<RawClient>();
            for (int i = 0; i < 50; i++) {
                RawClient client = site.connect();
                clients.add(client);
                client.get("/").until(":\n\n\r\n");
            }
            Eventually.until("all are open", () -> streams.size() == 50);
            SseEvent event = SseEvent.of("to all");
            for (int i = 0; i < 10; i++) {
                for (Conn stream : streams) {
                    assertThat(stream.event(event).sent()).isTrue();
                }
            }
            for (RawClient client : clients) {
                for (int i = 0; i < 10; i++) {
                    assertThat(client.until("\n\n\r\n")).endsWith("\r\ndata: to all\n\n\r\n");
                }
                client.close();
            }
        }
    }

    @Test
    default void aChunkThatIsTakenWithoutWaitingIsTakenWhole() throws Exception {
        try (Site site = serve(conn -> {
            Conn stream = conn.sendChunked(200);
            var taken = new StringBuilder();
            for (int i = 0; i < 1_000; i++) {
                var result = stream.tryChunk(Bytes.of("<" + i + ">"));
                if (result.isPresent()) {
                    assertThat(result.get()).isInstanceOf(ChunkResult.Sent.class);
                    taken.append('<').append(i).append('>');
                }
            }
            stream.chunk("=" + taken);
            return stream.close();
        })) {
            String text = site.get("/").text();
            int middle = text.indexOf('=');
            assertThat(text.substring(0, middle)).isEqualTo(text.substring(middle + 1));
        }
    }

    @Test
    default void aBigStreamArrivesWhole() throws Exception {
        Bytes block = Bytes.of("0123456789abcdef".repeat(4096));
        try (Site site = serve(conn -> {
            Conn stream = conn.sendChunked(200);
            for (int i = 0; i < 128; i++) {
                assertThat(stream.chunk(block).sent()).isTrue();
            }
            return stream.close();
        })) {
            Response response = site.get("/");
            assertThat(response.cleanEnd()).isTrue();
            assertThat(response.text().equals(block.utf8().repeat(128))).isTrue();
        }
    }
}
