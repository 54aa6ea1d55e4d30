package io.pastelli.push.mailbox;

/** A message was not accepted, for want of room; try again when some have been fetched. */
public final class MailboxFullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MailboxFullException(String message) {
        super(message);
    }
}
