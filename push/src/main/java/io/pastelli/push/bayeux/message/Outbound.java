package io.pastelli.push.bayeux.message;

import io.pastelli.http.Bytes;

/** What a server sends: a {@link Reply} to a message, or an {@link Event}. */
public sealed interface Outbound permits Reply, Event {
    /** Returns the channel it goes out on. */
    String channel();

    /** Returns the message as a JSON object in UTF-8. */
    Bytes encoded(Dialect dialect);
}
