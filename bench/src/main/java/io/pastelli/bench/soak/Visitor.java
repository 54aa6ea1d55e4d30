package io.pastelli.bench.soak;

import java.io.IOException;

/** A kind of client: comes, looks closely at what it gets, and leaves. */
interface Visitor {
    /**
     * Comes once, for some seconds at most.
     *
     * @throws IOException when something is not as it has to be
     */
    void visit(Stay stay) throws IOException, InterruptedException;
}
