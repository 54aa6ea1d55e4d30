package io.pastelli.push.sse;

/** The reason a stream was cut whose client took its events too slowly; see {@link Overflow#DISCONNECT}. */
public final class SlowClientException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SlowClientException(ConnectionsOptions options) {
        super("the client takes its events too slowly: its outbox of " + options.outboxMessages()
                + " messages and " + options.outboxBytes()
                + " bytes is full; raise the bound or choose another Overflow");
    }
}
