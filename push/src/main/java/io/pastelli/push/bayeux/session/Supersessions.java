package io.pastelli.push.bayeux.session;

/** Counts how often one connect replaces another: two pages with one session would do so for ever, at full speed. */
final class Supersessions {
    private static final int MOST = 4;
    private static final long WINDOW = 1_000_000_000L;

    // guarded by this
    private long since;
    private int count;

    /** Counts one; true when there were more than 4 within a second. */
    synchronized boolean tooMany(long now) {
        if (count == 0 || now - since > WINDOW) {
            since = now;
            count = 0;
        }
        return ++count > MOST;
    }
}
