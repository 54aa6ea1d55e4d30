package io.pastelli.adapter;

/** A request head or a body that is answered with a {@link Refusal}; carries no stack trace, clients cause it. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    /** Makes one that says what {@code refusal} says. */
    public RefusedException(Refusal refusal) {
        super(refusal.sentence(), null, false, false);
        this.refusal = refusal;
    }

    /** Returns the answer. */
    public Refusal refusal() {
        return refusal;
    }
}
