package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Progress;
import io.pastelli.owner.Exit;
import java.time.Duration;

/**
 * Whom {@link Telemetry} tells of requests.
 *
 * <p>
 * <b>Threading:</b> many requests at once; the events of one come one after the other, {@link Observed#streamEnd} on
 * another thread. What a listener throws is logged and changes nothing.
 */
@FunctionalInterface
public interface TelemetryListener {
    /** A request begins; the result is told the rest. */
    Observed start(Conn conn);

    /** One request that is observed; exactly one of {@code stop} and {@code exception} comes, then, for a stream, its end. */
    interface Observed {
        /** Runs on the request's thread just before the plug; the result is closed just after it. */
        default Scope enter() {
            return () -> {};
        }

        /**
         * The plug has returned; a stream may live on, anything else was sent or is about to be.
         *
         * @param conn what the plug returned
         * @param elapsed since the start
         */
        default void stop(Conn conn, Duration elapsed) {}

        /**
         * The plug has thrown, and nobody inside has rendered that.
         *
         * @param conn the conn as it was
         * @param error what was thrown
         * @param status the status that the error stands for: an {@code HttpException}'s own, else 500
         * @param elapsed since the start
         */
        default void exception(Conn conn, Throwable error, int status, Duration elapsed) {}

        /**
         * The stream that the plug left open has ended.
         *
         * @param exit how
         * @param progress its status and bytes
         * @param elapsed since the start
         */
        default void streamEnd(Exit exit, Progress progress, Duration elapsed) {}
    }

    /** Something to leave again. */
    @FunctionalInterface
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
