package io.pastelli.undertow;

import io.pastelli.adapter.Completion;

/** The completion of a write that nobody waits for: what goes wrong with it is told elsewhere. */
enum Untold implements Completion {
    INSTANCE;

    @Override
    public void done() {
        // nobody waits
    }

    @Override
    public void failed(Throwable cause) {
        // nobody waits
    }
}
