package io.pastelli.push.sse;

/** What happens when a stream is registered under an id that has a living one. */
public enum Duplicate {
    /** The older stream is closed in order, with its close chunk; its leave is told before the join of the new one. */
    REPLACE,
    /**
     * The new stream is refused: {@code register} throws {@link IllegalStateException}. Its head is out by then, so a
     * plug that wants to answer 409 asks {@link Connections#present} before {@code sendChunked}. An id of a node that has
     * died is taken until the others have noticed, for about 8 s.
     */
    REFUSE
}
