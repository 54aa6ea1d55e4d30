package io.pastelli.owner;

/** What an owner lives on: the response of one request. Implemented by the core, not by users. */
public interface Host {
    /** The owner is about to block: its client's departure must be seen from now on. Never blocks; idempotent. */
    void watch();

    /** The owner has ended; called once. Never blocks. */
    void exited(Exit exit);
}
