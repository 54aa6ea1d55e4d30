package io.pastelli.push.mailbox.client;

/** Takes messages, one at a time, in order. */
@FunctionalInterface
public interface LetterHandler {
    /**
     * Handles a message; when this returns it is acknowledged.
     *
     * @throws Exception anything: the message is not acknowledged and comes again when its lease is over
     */
    void handle(Letter letter) throws Exception;
}
