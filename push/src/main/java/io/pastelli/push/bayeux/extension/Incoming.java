package io.pastelli.push.bayeux.extension;

import io.pastelli.conn.Conn;
import io.pastelli.push.bayeux.message.BayeuxError;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.session.Session;
import java.util.Optional;

/**
 * A message on its way in, as an {@link Extension} sees it.
 *
 * @param message the message
 * @param session whose it is; empty for a handshake, and when it names no session there is
 * @param conn the request it came in, or the one that opened its socket; not to be sent on
 * @param verdict what is to become of it
 */
public record Incoming(Message message, Optional<Session> session, Conn conn, Verdict verdict) {
    /** What is to become of a message. */
    public sealed interface Verdict {
        /** It goes on. */
        record Pass() implements Verdict {}

        /**
         * It has no effect and its reply says why.
         *
         * @param error why
         */
        record Reject(BayeuxError error) implements Verdict {}

        /** It has no effect and no reply. */
        record Drop() implements Verdict {}
    }

    /** Returns a message that goes on. */
    public static Incoming of(Message message, Optional<Session> session, Conn conn) {
        return new Incoming(message, session, conn, new Verdict.Pass());
    }

    /** Returns this with another message in its place. */
    public Incoming with(Message other) {
        return new Incoming(other, session, conn, verdict);
    }

    /** Returns this, refused with a sentence for the client. */
    public Incoming reject(String sentence) {
        return reject(BayeuxError.denied(sentence));
    }

    /** Returns this, refused. */
    public Incoming reject(BayeuxError error) {
        return new Incoming(message, session, conn, new Verdict.Reject(error));
    }

    /** Returns this, to be forgotten. */
    public Incoming drop() {
        return new Incoming(message, session, conn, new Verdict.Drop());
    }
}
