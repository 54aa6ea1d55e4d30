package io.pastelli.push.bayeux.session;

import io.pastelli.push.bayeux.time.Alarm;
import io.pastelli.push.bayeux.time.Deadlines;
import java.time.Duration;

/** What a session waits for by the clock: the end of a hold, and the moment lazy events go out. */
final class HoldAlarms {
    private final Deadlines deadlines;
    private final Alarm hold;
    private final Alarm lazy;
    private boolean lazySet; // guarded by this

    HoldAlarms(Deadlines deadlines, Runnable timeUp, Runnable ready) {
        this.deadlines = deadlines;
        this.hold = new Alarm(deadlines, timeUp);
        this.lazy = new Alarm(deadlines, () -> {
            synchronized (this) {
                lazySet = false;
            }
            ready.run();
        });
    }

    void hold(Duration timeout) {
        hold.set(deadlines.now() + timeout.toNanos());
    }

    /** The first lazy event counts: later ones do not put it off. */
    synchronized void lazily(Duration most) {
        if (!lazySet) {
            lazySet = true;
            lazy.set(deadlines.now() + most.toNanos());
        }
    }

    void clear() {
        hold.clear();
    }
}
