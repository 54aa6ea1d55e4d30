package io.pastelli.owner;

/**
 * The bond between an {@link Owner} and a party that is told of its end.
 *
 * <p>
 * <b>Threading:</b> any thread may call any method.
 */
public final class Link {
    private final Owner owner;
    private final Object party;
    private final Linked told;
    private final boolean bothWays;

    Link(Owner owner, Object party, Linked told, boolean bothWays) {
        this.owner = owner;
        this.party = party;
        this.told = told;
        this.bothWays = bothWays;
    }

    /** Ends the bond: the party is not told any more. No effect once the owner has ended. */
    public void unlink() {
        owner.remove(this);
    }

    /**
     * Says that the party died by an error: the stream is cut and every other party is told {@link Exit.Failed}.
     *
     * @return {@code false} when the owner had ended already, or this is a {@linkplain Owner#monitor monitor}, whose
     *         death is nobody's business
     */
    public boolean fail(Throwable cause) {
        return bothWays && owner.end(new Exit.Failed(cause));
    }

    Object party() {
        return party;
    }

    boolean bothWays() {
        return bothWays;
    }

    /** Tells the party: a thread is interrupted right here, everybody else is told on a virtual thread. */
    void tell(Exit exit) {
        if (party instanceof Thread) {
            run(exit);
        } else {
            Thread.startVirtualThread(() -> run(exit));
        }
    }

    private void run(Exit exit) {
        try {
            told.exited(exit);
        } catch (Exception e) {
            System.getLogger(Link.class.getName()).log(System.Logger.Level.WARNING,
                    "a party linked to a stream failed while it was told of " + exit, e);
        }
    }
}
