package io.pastelli.owner;

import java.util.Optional;

/** Messages that reach an owner's handler beside its mailbox; implemented by the core, not by users. */
@FunctionalInterface
public interface Intake {
    /** Takes the next one; called with the owner's monitor held, so it does not block and calls nobody. */
    Optional<Object> poll();
}
