package io.pastelli.push.bayeux.message;

import java.util.List;
import java.util.TreeSet;

/**
 * Why a message had no effect, as Bayeux writes it: {@code 401:x7f:Unknown client}.
 *
 * @param kind what went wrong
 * @param args what it concerns: the client id, the channel, the missing fields
 * @param detail the sentence for {@link Kind#DENIED}; else the kind's own is used
 */
public record BayeuxError(Kind kind, List<String> args, String detail) {
    private static final int LONGEST_ARG = 100;

    /** What can go wrong, with Faye's words and CometD's. */
    public enum Kind {
        /** The client speaks another version. */
        VERSION(300, "Version mismatch", "400::version_mismatch"),
        /** No transport of the client's is served here. */
        CONNECTION_TYPES(301, "Connection types not supported", "400::no_transport"),
        /** The message is not what it should be. */
        BAD_REQUEST(400, "Bad request", "400::bad_request"),
        /** No such client, or not any more. */
        UNKNOWN_CLIENT(401, "Unknown client", "402::session_unknown"),
        /** A field that must be there is not. */
        MISSING(402, "Missing required parameter", "403::subscription_missing"),
        /** The channel exists but is closed to clients. */
        FORBIDDEN_CHANNEL(403, "Forbidden channel", "403:denied_by_security_policy:channel_denied"),
        /** The channel's name is none. */
        INVALID_CHANNEL(405, "Invalid channel", "405::channel_invalid"),
        /** The message's id is none. */
        INVALID_ID(405, "Invalid id", "405::message_id_invalid"),
        /** An authorizer or an extension said no. */
        DENIED(403, "Forbidden", "403:denied_by_security_policy:denied"),
        /** Too much: messages, subscriptions, clients. */
        LIMIT(429, "Too many", "429::limit_reached"),
        /** What is needed cannot be reached now; the same message later has its effect. */
        UNAVAILABLE(503, "Try again", "503::try_again"),
        /** Our own failure. */
        INTERNAL(500, "Internal server error", "500::internal_error");

        private final int code;
        private final String words;
        private final String cometd;

        Kind(int code, String words, String cometd) {
            this.code = code;
            this.words = words;
            this.cometd = cometd;
        }
    }

    /** Cuts what a client could make long. */
    public BayeuxError {
        args = args.stream().map(arg -> arg.length() > LONGEST_ARG ? arg.substring(0, LONGEST_ARG) : arg)
                .toList();
    }

    /** Returns an error of this kind. */
    public static BayeuxError of(Kind kind, String... args) {
        return new BayeuxError(kind, List.of(args), "");
    }

    /** Returns an error for fields that are missing; they are named sorted. */
    public static BayeuxError missing(List<String> fields) {
        return new BayeuxError(Kind.MISSING, List.copyOf(new TreeSet<>(fields)), "");
    }

    /** Returns a refusal by an extension or an authorizer, with a sentence for the client. */
    public static BayeuxError denied(String sentence) {
        return new BayeuxError(Kind.DENIED, List.of(), sentence);
    }

    /** Returns the error as it goes over the wire. */
    public String text(Dialect dialect) {
        if (dialect == Dialect.COMETD && detail.isEmpty()) {
            return kind.cometd;
        }
        return kind.code + ":" + String.join(",", args) + ":" + (detail.isEmpty() ? kind.words : detail);
    }
}
