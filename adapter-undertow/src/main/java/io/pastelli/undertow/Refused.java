package io.pastelli.undertow;

import io.pastelli.adapter.Refusal;

/** A request head or a body that is answered with a {@link Refusal}; carries no stack trace, clients cause it. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    Refused(Refusal refusal) {
        super(refusal.sentence(), null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
