package io.pastelli.owner;

/** Makes and starts the virtual threads of owners where bytes have come in; implemented by the core, not by users. */
public interface Starter {
    /** Makes a virtual thread for {@link #start}; on the thread that will start it. */
    Thread unstarted(Runnable body);

    /** Starts it: on an I/O thread it may run at once, up to its first block. */
    void start(Thread thread);
}
