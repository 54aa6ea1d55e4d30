package io.pastelli.undertow;

/**
 * Sends what is held back: at once, unless the next pipelined request runs. Then it lets the loop's other tasks run
 * first, a few times, as the answer may be among them; a finished response waits for no time-out and for no slow plug.
 *
 * <p>
 * <b>Threading:</b> the connection's I/O thread only.
 */
final class Flusher {
    private static final int ROUNDS = 3;

    private final Outlet outlet;
    private final Loop loop;
    private boolean posted;
    private int quietRounds;

    Flusher(Outlet outlet, Loop loop) {
        this.outlet = outlet;
        this.loop = loop;
    }

    /** The requests that are here are answered, but for one that {@code runs}. */
    void answered(boolean runs) {
        quietRounds = 0;
        if (!outlet.holding()) {
            return;
        }
        if (runs) {
            post();
        } else {
            outlet.release();
        }
    }

    private void post() {
        if (!posted) {
            posted = true;
            loop.later(this::round);
        }
    }

    private void round() {
        posted = false;
        if (outlet.holding()) {
            if (++quietRounds > ROUNDS) {
                outlet.release();
            } else {
                post();
            }
        }
    }
}
