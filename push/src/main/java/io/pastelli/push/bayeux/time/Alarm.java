package io.pastelli.push.bayeux.time;

/**
 * One party's next deadline, which may move as often as it likes: it keeps an entry or two among the {@link Deadlines}.
 *
 * <p>
 * <b>Threading:</b> any thread. An alarm that was moved while it rang may ring too early: the party asks itself again.
 */
public final class Alarm {
    private final Deadlines deadlines;
    private final Runnable party;
    // guarded by this
    private boolean set;
    private long at;
    private boolean armed;
    private long armedAt;

    /** Makes an alarm that is not set. */
    public Alarm(Deadlines deadlines, Runnable party) {
        this.deadlines = deadlines;
        this.party = party;
    }

    /** Sets it to ring at {@code time}, in the clock's nanoseconds, and at no other time. */
    public synchronized void set(long time) {
        set = true;
        at = time;
        if (!armed || time - armedAt < 0) {
            arm(time);
        }
    }

    /** Has it not ring. */
    public synchronized void clear() {
        set = false;
    }

    private void arm(long time) {
        armed = true;
        armedAt = time;
        deadlines.at(time, this::ring);
    }

    private void ring() {
        synchronized (this) {
            if (!armed || deadlines.now() - armedAt < 0) {
                return; // an entry from before it was moved forward
            }
            armed = false;
            if (!set) {
                return;
            }
            if (deadlines.now() - at < 0) {
                arm(at);
                return;
            }
            set = false;
        }
        party.run();
    }
}
