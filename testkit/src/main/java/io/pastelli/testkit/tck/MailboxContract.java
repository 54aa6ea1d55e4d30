package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.owner.Delivery;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.client.RawClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Messages to owners, and handlers that stay. */
interface MailboxContract extends OwnerContract {
    @Test
    default void messagesReachTheReturnedOwnerOneByOneAndTheExitLast() throws Exception {
        var seen = new CopyOnWriteArrayList<Object>();
        var inside = new AtomicBoolean();
        var ended = new CompletableFuture<Boolean>();
        try (Open open = open()) {
            open.stream().owner().onMessage(message -> {
                assertThat(inside.getAndSet(true)).as("one at a time").isFalse();
                seen.add(message);
                inside.set(false);
                if (message instanceof Exit) {
                    ended.complete(Thread.currentThread().isVirtual());
                }
            });
            for (int i = 0; i < 100; i++) {
                assertThat(open.stream().owner().send(i)).isEqualTo(Delivery.DELIVERED);
            }
            open.client().fin();
            assertThat(Eventually.get(ended)).as("on a virtual thread").isTrue();
            assertThat(seen).hasSize(101).startsWith(0, 1, 2).endsWith(99, new Exit.ClientClosed());
            assertThat(open.stream().owner().send("late")).isEqualTo(Delivery.ENDED);
        }
    }

    @Test
    default void aMessageHandlerThatFailsCutsTheStream() throws Exception {
        var told = new Told();
        try (Open open = open()) {
            open.stream().owner().link(told);
            open.stream().owner().onMessage(message -> {
                if (message.equals("boom")) {
                    throw new IllegalStateException("boom");
                }
            });
            open.stream().owner().send("boom");
            told.assertTold(Exit.Failed.class);
            assertThat(open.client().rest().text()).doesNotContain("0\r\n\r\n");
        }
    }

    @Test
    default void aStayingHandlerReceivesMessagesAndTheExitLast() throws Exception {
        var opened = new CompletableFuture<Conn>();
        var seen = new CompletableFuture<List<Object>>();
        try (Site site = serve(conn -> {
            Conn stream = conn.assign(Conn.INIT_CHUNK, "first").sendChunked(200);
            opened.complete(stream);
            var owner = stream.owner();
            seen.complete(List.of(owner.receive(), owner.receive(), owner.receive(), owner.receive()));
            return stream;
        }); RawClient client = site.connect()) {
            client.get("/").until("first\r\n");
            Eventually.get(opened).owner().send("one");
            Eventually.get(opened).owner().send("two");
            client.fin();
            assertThat(Eventually.get(seen)).containsExactly("one", "two", new Exit.ClientClosed(),
                    new Exit.ClientClosed());
        }
    }

    @Test
    default void aHandlerThatBlocksInAnyCallIsInterrupted() throws Exception {
        var begun = new CompletableFuture<Boolean>();
        var exit = new CompletableFuture<Exit>();
        try (Site site = serve(conn -> {
            begun.complete(true);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                conn.owner().exit().ifPresent(exit::complete);
            }
            return conn;
        }); RawClient client = site.connect()) {
            client.get("/");
            Eventually.get(begun);
            client.fin();
            assertThat(Eventually.get(exit)).isEqualTo(new Exit.ClientClosed());
        }
    }
}
