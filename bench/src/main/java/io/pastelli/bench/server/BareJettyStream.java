package io.pastelli.bench.server;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Set;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** An open response of bare Jetty: one write at a time, the rest waits. */
final class BareJettyStream implements Callback {
    private final Response response;
    private final Set<BareJettyStream> all;
    // guarded by this
    private boolean writing;
    private @Nullable ArrayDeque<ByteBuffer> waiting;

    BareJettyStream(Response response, Set<BareJettyStream> all) {
        this.response = response;
        this.all = all;
    }

    void send(ByteBuffer bytes) {
        synchronized (this) {
            if (writing) {
                if (waiting == null) {
                    waiting = new ArrayDeque<>(4);
                }
                waiting.add(bytes);
                return;
            }
            writing = true;
        }
        response.write(false, bytes, this);
    }

    @Override
    public void succeeded() {
        ByteBuffer next;
        synchronized (this) {
            next = waiting == null ? null : waiting.poll();
            writing = next != null;
        }
        if (next != null) {
            response.write(false, next, this);
        }
    }

    @Override
    public void failed(Throwable cause) {
        all.remove(this);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
