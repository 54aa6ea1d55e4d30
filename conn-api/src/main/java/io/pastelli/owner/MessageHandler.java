package io.pastelli.owner;

/** Runs for each message of an owner whose plug has returned; see {@link Owner#onMessage}. */
@FunctionalInterface
public interface MessageHandler {
    /**
     * Takes one message, or, last, the {@link Exit}.
     *
     * @throws Exception anything; the owner has then died by an error and its stream is cut
     */
    void handle(Object message) throws Exception;
}
