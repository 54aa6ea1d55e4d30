package io.pastelli.testkit.tck;

import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import io.pastelli.websocket.CloseStatus;
import io.pastelli.websocket.WebSocket;
import io.pastelli.websocket.WebSocketHandler;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Sends back what comes and remembers what it is told. */
class Echo implements WebSocketHandler {
    final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
    final Told told = new Told();
    final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
    private final BlockingQueue<Ended> ends = new LinkedBlockingQueue<>();

    @Override
    public void onOpen(WebSocket ws) throws Exception {
        ws.owner().link(told);
        opened.complete(ws);
    }

    @Override
    public void onText(WebSocket ws, String text) throws Exception {
        ws.send(text);
    }

    @Override
    public void onBinary(WebSocket ws, Bytes bytes) throws Exception {
        ws.send(bytes);
    }

    @Override
    public void onPong(WebSocket ws, Bytes payload) {
        pongs.add(payload.utf8());
    }

    @Override
    public void onClose(WebSocket ws, Exit exit, CloseStatus status) {
        ends.add(new Ended(exit, status));
    }

    /** Returns what {@code onClose} was told; waits up to 10 s for it. */
    Ended ended() throws InterruptedException {
        Ended end = ends.poll(10, TimeUnit.SECONDS);
        if (end == null) {
            throw new AssertionError("onClose was not called within 10 s");
        }
        return end;
    }

    /** Returns how often {@code onClose} was called and not asked for. */
    int further() {
        return ends.size();
    }
}
