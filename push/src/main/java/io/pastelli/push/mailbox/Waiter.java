package io.pastelli.push.mailbox;

import io.pastelli.push.mailbox.store.Lease;
import java.time.Duration;
import java.util.List;

/** Somebody who waits in a line for messages. */
interface Waiter {
    /** Returns the most messages it takes at once. */
    int most();

    /** Returns the most bytes of bodies it takes at once; one message may have more. */
    long mostBytes();

    /** Returns how long messages are lent to it. */
    Duration lease();

    /** Hands messages over; false when it is gone and did not get them. */
    boolean deliver(List<Lease> leases);
}
