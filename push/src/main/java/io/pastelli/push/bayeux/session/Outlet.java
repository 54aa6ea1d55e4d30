package io.pastelli.push.bayeux.session;

import io.pastelli.push.bayeux.backend.Backend.Reason;

/**
 * The way to a client that is open now: a held poll, a socket, a stream.
 *
 * <p>
 * <b>Threading:</b> called from any thread; each method only leaves a note and returns at once.
 */
public interface Outlet {
    /** Tells whether it stays open beside another that does not, and takes its place again after that. */
    default boolean outlasts() {
        return false;
    }

    /** Events may wait: {@link Session#begin} tells. */
    void ready();

    /** The time to hold it is over: send what there is, or nothing. */
    void timeUp();

    /** Another outlet has taken its place; {@code often} when that happens suspiciously often. */
    void superseded(boolean often);

    /** This server takes no more: send the client elsewhere. */
    void draining();

    /** The session has ended. */
    void over(Reason reason);
}
