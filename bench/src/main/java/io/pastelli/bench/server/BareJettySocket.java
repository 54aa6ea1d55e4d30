package io.pastelli.bench.server;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** A WebSocket of Jetty's own that echoes texts. */
public final class BareJettySocket implements Session.Listener.AutoDemanding {
    private final Set<BareJettySocket> all;
    private final AtomicInteger opened;
    private volatile @Nullable Session session;

    BareJettySocket(Set<BareJettySocket> all, AtomicInteger opened) {
        this.all = all;
        this.opened = opened;
    }

    @Override
    public void onWebSocketOpen(Session open) {
        session = open;
        all.add(this);
        opened.incrementAndGet();
    }

    @Override
    public void onWebSocketText(String message) {
        send(message);
    }

    void send(String text) {
        Session open = session;
        if (open != null) {
            open.sendText(text, Callback.NOOP);
        }
    }

    @Override
    public void onWebSocketClose(int status, String reason, Callback callback) {
        all.remove(this);
        callback.succeed();
    }
}
