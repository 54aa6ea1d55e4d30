package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.ChunkResult;
import io.pastelli.conn.Conn;
import io.pastelli.owner.Exit;
import io.pastelli.owner.Link;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Response;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Owners of real streams: links, messages, and the handler's own thread. */
interface OwnerContract extends Contract {
    /** A stream that was returned, and its client. */
    record Open(Site site, RawClient client, Conn stream) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            client.close();
            site.close();
        }
    }

    /** Serves one stream that its plug has returned. */
    default Open open() throws Exception {
        var opened = new CompletableFuture<Conn>();
        Site site = serve(conn -> {
            Conn stream = conn.assign(Conn.INIT_CHUNK, "first").sendChunked(200);
            opened.complete(stream);
            return stream;
        });
        RawClient client = site.connect();
        client.get("/").until("first\r\n");
        return new Open(site, client, Eventually.get(opened));
    }

    @Test
    default void aMonitorIsToldAndCannotCut() throws Exception {
        var told = new Told();
        try (Open open = open()) {
            Link monitor = open.stream().owner().monitor(told);
            assertThat(monitor.fail(new IllegalStateException("nobody's business"))).isFalse();
            assertThat(open.stream().chunk("on").sent()).isTrue();
            open.client().until("on\r\n");
            open.client().fin();
            told.assertTold(Exit.ClientClosed.class);
        }
    }

    @Test
    default void aLinkedThreadIsInterrupted() throws Exception {
        var interrupted = new CompletableFuture<Boolean>();
        try (Open open = open()) {
            Thread worker = Thread.ofPlatform().unstarted(() -> {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.complete(true);
                }
            });
            open.stream().owner().link(worker);
            worker.start();
            open.client().fin();
            assertThat(Eventually.get(interrupted)).isTrue();
        }
    }

    @Test
    default void aLinkedResourceIsClosed() throws Exception {
        var closed = new CompletableFuture<Boolean>();
        try (Open open = open()) {
            open.stream().owner()
                    .link((AutoCloseable) () -> closed.complete(Thread.currentThread().isVirtual()));
            open.client().fin();
            assertThat(Eventually.get(closed)).as("on a virtual thread").isTrue();
        }
    }

    @Test
    default void aLinkThatFailsCutsTheStream() throws Exception {
        var failed = new IllegalStateException("the party died");
        var other = new Told();
        try (Open open = open()) {
            open.stream().owner().link(other);
            Link link = open.stream().owner().link((exit) -> {});
            assertThat(link.fail(failed)).isTrue();
            assertThat(other.exit()).isEqualTo(new Exit.Failed(failed));
            assertThat(open.client().rest().text()).as("no terminator").doesNotContain("0\r\n\r\n");
            assertThat(open.stream().chunk("late"))
                    .isEqualTo(new ChunkResult.Closed(new Exit.Failed(failed)));
        }
    }

    @Test
    default void aLinkedThreadThatDiesCutsTheStream() throws Exception {
        var told = new Told();
        try (Open open = open()) {
            open.stream().owner().link(told);
            Thread worker = Thread.ofVirtual().unstarted(() -> {
                throw new IllegalStateException("the thread died");
            });
            worker.setUncaughtExceptionHandler((thread, error) -> {});
            open.stream().owner().link(worker);
            worker.start();
            told.assertTold(Exit.Failed.class);
            assertThat(open.client().rest().text()).doesNotContain("0\r\n\r\n");
        }
    }

    @Test
    default void aLinkedThreadThatEndsNormallyChangesNothing() throws Exception {
        try (Open open = open()) {
            Thread worker = Thread.ofVirtual().unstarted(() -> open.stream().chunk("from the worker"));
            open.stream().owner().link(worker);
            worker.start();
            worker.join();
            open.client().until("from the worker\r\n");
            assertThat(open.stream().chunk("on").sent()).isTrue();
            open.client().until("on\r\n");
        }
    }

    @Test
    default void aPartyLinkedAfterTheEndIsToldAtOnce() throws Exception {
        var told = new Told();
        try (Open open = open()) {
            open.stream().close();
            Eventually.until("ended", () -> open.stream().exit().isPresent());
            open.stream().owner().link(told);
            told.assertTold(Exit.Normal.class);
        }
    }

    @Test
    default void anUnlinkedPartyIsNotTold() throws Exception {
        var unlinked = new Told();
        var linked = new Told();
        try (Open open = open()) {
            Link link = open.stream().owner().link(unlinked);
            open.stream().owner().link(linked);
            link.unlink();
            open.client().fin();
            linked.assertTold(Exit.ClientClosed.class);
            assertThat(unlinked.isTold()).isFalse();
        }
    }

    @Test
    default void aPlainResponseEndsNormally() throws Exception {
        var told = new Told();
        try (Site site = serve(conn -> {
            conn.owner().link(told);
            return conn.sendResp(200, "plain");
        })) {
            Response response = site.get("/");
            assertThat(response.text()).isEqualTo("plain");
            told.assertTold(Exit.Normal.class);
        }
    }
}
