package io.pastelli.owner;

/** What became of a message sent to an {@link Owner}. */
public enum Delivery {
    /** It is in the mailbox. */
    DELIVERED,
    /** The mailbox is full: nothing was put in; send again later or end the stream. */
    FULL,
    /** The owner has ended: nothing was put in. */
    ENDED
}
