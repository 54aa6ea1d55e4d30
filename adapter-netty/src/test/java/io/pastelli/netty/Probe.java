package io.pastelli.netty;

import io.pastelli.adapter.Listener;
import io.pastelli.adapter.Settings;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A listener whose requests wait for the test to take them. */
final class Probe implements AutoCloseable {
    static final Settings SETTINGS = Settings.DEFAULT.withHost("127.0.0.1").withPort(0);

    final Listener listener;
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

    Probe(Io io) throws IOException {
        this(io, SETTINGS);
    }

    Probe(Io io, Settings settings) throws IOException {
        listener = io.adapter().listen(settings, exchange -> calls.add(new Call(exchange)));
    }

    /** Makes a listener with TLS; {@code nativeTls} asks for the engine of tcnative. */
    Probe(Io io, boolean nativeTls, Settings settings) throws IOException {
        listener = io.adapter(nativeTls).listen(settings.withTls(Certificate.tls()),
                exchange -> calls.add(new Call(exchange)));
    }

    Client client() throws IOException {
        return new Client(listener.port());
    }

    Call next() throws InterruptedException {
        Call call = calls.poll(5, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("no request came within 5 s");
        }
        return call;
    }

    @Nullable
    Call nextWithin(long millis) throws InterruptedException {
        return calls.poll(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        listener.close();
    }
}
