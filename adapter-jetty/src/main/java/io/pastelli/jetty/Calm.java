package io.pastelli.jetty;

import io.pastelli.adapter.Http2;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.frames.UnknownFrame;
import org.eclipse.jetty.http2.frames.WindowUpdateFrame;
import org.eclipse.jetty.io.RateControl;
import org.eclipse.jetty.io.WindowRateControl;

/**
 * Counts the frames that cost a client nothing and a server much: resets, settings, pings, empty ones (RFC 9113 section
 * 10.5), also the resets that a client's errors provoke. Our own are not held against it.
 *
 * <p>
 * <b>Threading:</b> safe for use by many threads.
 */
final class Calm implements RateControl {
    private final RateControl events;
    private final Progress progress;

    Calm(Http2 options, Progress progress) {
        this.progress = progress;
        this.events = new WindowRateControl(options.resets(), options.resetWindow());
    }

    /** A reset that we chose. */
    static final class OwnReset extends ResetFrame {
        OwnReset(int streamId, int error) {
            super(streamId, error);
        }
    }

    @Override
    public boolean onEvent(Object event) {
        if (event instanceof UnknownFrame) {
            progress.frame(); // of which nobody else is told
        }
        return event instanceof OwnReset || isLate(event) || events.onEvent(event);
    }

    /** Tells whether this opens the window of a stream that is over meanwhile, as any client may do after each answer. */
    private static boolean isLate(Object event) {
        return event instanceof WindowUpdateFrame update && update.getWindowDelta() > 0;
    }
}
