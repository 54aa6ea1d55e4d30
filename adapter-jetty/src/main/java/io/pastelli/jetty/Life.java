package io.pastelli.jetty;

import io.pastelli.adapter.Departures;
import io.pastelli.owner.Exit;

/**
 * How far one exchange is, and whether its departure was told: each only once.
 *
 * <p>
 * <b>Threading:</b> safe for use by many threads; the departure is told with no lock held.
 */
final class Life {
    enum Stage {
        FRESH, BEGUN, LAST, OVER
    }

    private Stage stage = Stage.FRESH; // guarded by this, as all below
    private boolean told;
    private Departures departures = exit -> {};

    synchronized void attach(Departures who) {
        departures = who;
    }

    /** Moves on; false when the exchange is not at {@code from}. */
    synchronized boolean move(Stage from, Stage to) {
        if (stage != from) {
            return false;
        }
        stage = to;
        return true;
    }

    /**
     * Moves to the end because of a departure, and tells it unless one was told; true for the first. Who is told may cut
     * the exchange, which is over by then.
     */
    boolean end(Exit exit) {
        Departures who;
        synchronized (this) {
            if (stage == Stage.OVER) {
                return false;
            }
            stage = Stage.OVER;
            who = told ? unheard -> {} : departures;
            told = true;
        }
        who.departed(exit);
        return true;
    }

    /** Moves to the end from wherever it is; true for the first. */
    synchronized boolean end() {
        boolean first = stage != Stage.OVER;
        stage = Stage.OVER;
        return first;
    }

    synchronized boolean at(Stage one) {
        return stage == one;
    }

    /** Tells whether there is nothing more to be written: all is on its way, or out. */
    synchronized boolean written() {
        return stage == Stage.LAST || stage == Stage.OVER;
    }

    /** Tells nobody any more. */
    synchronized void mute() {
        told = true;
    }

    /** Tells of a departure, unless one was told or the exchange is over. */
    void depart(Exit exit) {
        Departures who;
        synchronized (this) {
            if (told || stage == Stage.OVER) {
                return;
            }
            told = true;
            who = departures;
        }
        who.departed(exit);
    }
}
