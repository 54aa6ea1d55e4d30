package io.pastelli.jetty;

import io.pastelli.adapter.Receiver;
import io.pastelli.adapter.Settings;
import java.util.concurrent.Executor;

/**
 * What all connections of one listener share.
 *
 * <p>
 * <b>Threading:</b> safe for use by many threads.
 */
final class Context {
    private final Settings settings;
    private final Executor executor;
    private volatile Receiver receiver;
    private volatile boolean watching = true;
    private volatile boolean paused;

    Context(Settings settings, Executor executor, Receiver receiver) {
        this.settings = settings;
        this.executor = executor;
        this.receiver = receiver;
    }

    Settings settings() {
        return settings;
    }

    /** Returns the pool that is close to the I/O. */
    Executor executor() {
        return executor;
    }

    Receiver receiver() {
        return receiver;
    }

    void receiver(Receiver other) {
        receiver = other;
    }

    /** Tells whether departures are watched for; false once the self-test has failed. */
    boolean watching() {
        return watching;
    }

    void blind() {
        watching = false;
    }

    /** Tells whether each connection closes after its response. */
    boolean paused() {
        return paused;
    }

    void pause() {
        paused = true;
    }
}
