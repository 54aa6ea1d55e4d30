package io.pastelli.jetty;

/**
 * The two directions of an upgraded exchange: it is complete when both have ended, which is told once.
 *
 * <p>
 * <b>Threading:</b> safe for use by many threads.
 */
final class Ends {
    private boolean in;
    private boolean out;

    /** Notes that the client sends no more; true when this completes the exchange. */
    synchronized boolean readOut() {
        boolean first = !in;
        in = true;
        return first && out;
    }

    /** Notes that all was written; true when this completes the exchange. */
    synchronized boolean writtenOut() {
        out = true;
        return in;
    }
}
