package io.pastelli.owner;

/** A party that is told, once, how an owner ended; see {@link Owner#link(Linked)}. */
@FunctionalInterface
public interface Linked {
    /**
     * Takes the news; runs on a virtual thread of its own, so it may block.
     *
     * @throws Exception anything; it is logged and reaches nobody else
     */
    void exited(Exit exit) throws Exception;
}
