package io.pastelli.testkit.tck;

import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import io.pastelli.websocket.MessageResult;
import io.pastelli.websocket.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** The handler of a WebSocket whose client is going to leave in some phase; it remembers what it notices itself. */
final class LeavingSocket extends Echo {
    /** Done when the server is in the phase. */
    final CompletableFuture<Boolean> there = new CompletableFuture<>();
    /** What the code that was running has noticed: an interrupt, the exit as a message, or a closed send. */
    final CompletableFuture<Object> noticed = new CompletableFuture<>();
    private final SocketPhase phase;

    LeavingSocket(SocketPhase phase) {
        this.phase = phase;
    }

    /** Something that waits. */
    interface Waiting {
        void await() throws Exception;
    }

    /** Runs what waits and notes how it ended. */
    void busy(Waiting waiting) throws Exception {
        there.complete(true);
        try {
            waiting.await();
        } catch (InterruptedException e) {
            noticed.complete(e);
            throw e;
        }
    }

    @Override
    public void onOpen(WebSocket ws) throws Exception {
        opened.complete(ws);
        if (phase == SocketPhase.OPENING) {
            busy(() -> new CountDownLatch(1).await());
        }
    }

    @Override
    public void onText(WebSocket ws, String text) throws Exception {
        switch (phase) {
            case HANDLING -> busy(() -> new CountDownLatch(1).await());
            case RECEIVING -> busy(() -> noticed.complete(ws.owner().receive()));
            case SENDING -> busy(() -> noticed.complete(fill(ws)));
            default -> ws.send(text);
        }
    }

    /** Sends until that fails. */
    private static MessageResult fill(WebSocket ws) {
        var block = Bytes.of(new byte[8_192]);
        MessageResult result = ws.send(block);
        for (int i = 0; i < 10_000 && result.sent(); i++) {
            result = ws.send(block);
        }
        return result;
    }

    /** Asserts that what was running has noticed the end in its way. */
    void assertNoticed(Exit exit) {
        Object expected = switch (phase) {
            case IDLE -> noticed;
            case RECEIVING -> exit;
            case SENDING -> new MessageResult.Closed(exit);
            default -> InterruptedException.class;
        };
        Object seen = phase == SocketPhase.IDLE ? noticed : Eventually.get(noticed);
        org.assertj.core.api.Assertions
                .assertThat(seen instanceof InterruptedException ? seen.getClass() : seen)
                .as("what the running code notices").isEqualTo(expected);
    }
}
