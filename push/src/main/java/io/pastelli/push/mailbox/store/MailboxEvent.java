package io.pastelli.push.mailbox.store;

/** Something that happened, for metrics and logs; it holds no content. */
public sealed interface MailboxEvent {
    /** Returns which mailbox. */
    String name();

    /**
     * A message was accepted.
     *
     * @param name the mailbox
     * @param id the message
     */
    record Accepted(String name, String id) implements MailboxEvent {}

    /**
     * A message was refused.
     *
     * @param name the mailbox
     * @param why what was full
     */
    record Refused(String name, MailboxStore.Pushed why) implements MailboxEvent {}

    /**
     * A message was lent to a client.
     *
     * @param name the mailbox
     * @param id the message
     * @param deliveries how often by now
     */
    record Lent(String name, String id, int deliveries) implements MailboxEvent {}

    /**
     * A message has arrived and is forgotten.
     *
     * @param name the mailbox
     * @param id the message
     */
    record Acknowledged(String name, String id) implements MailboxEvent {}

    /**
     * A message is back in its mailbox: its client has left, or did not acknowledge in time.
     *
     * @param name the mailbox
     * @param id the message
     * @param deliveries how often it was delivered by now
     */
    record Returned(String name, String id, int deliveries) implements MailboxEvent {}

    /**
     * A message became a dead letter.
     *
     * @param name the mailbox
     * @param id the message
     * @param deliveries how often it was delivered
     */
    record Died(String name, String id, int deliveries) implements MailboxEvent {}

    /**
     * A message was dropped: nobody took it in its lifetime.
     *
     * @param name the mailbox
     * @param id the message
     */
    record Expired(String name, String id) implements MailboxEvent {}

    /**
     * A client was told that nothing came.
     *
     * @param name the mailbox
     */
    record TimedOut(String name) implements MailboxEvent {}

    /**
     * A client left while it waited.
     *
     * @param name the mailbox
     */
    record Left(String name) implements MailboxEvent {}
}
