package io.pastelli.push.bayeux.extension;

import io.pastelli.conn.Conn;
import io.pastelli.http.HttpException;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.message.Reply;
import io.pastelli.push.bayeux.session.Session;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets only those in who bring a token: {@code ext.token} of the handshake. The user it stands for is kept as the
 * session's attribute {@link #USER}.
 *
 * {@snippet :
 * import io.pastelli.push.bayeux.*;
 * import io.pastelli.push.bayeux.extension.Tokens;
 *
 * var bayeux = Bayeux.create()
 *         .extension(new Tokens(token -> token.equals(password) ? Optional.of("Ada") : Optional.empty()));
 * }
 *
 * @param users finds the user of a token; empty for a token that is not valid. Asked twice for each handshake
 */
public record Tokens(Function<String, Optional<?>> users) implements Extension {
    /** The session's attribute with the user. */
    public static final String USER = "user";

    @Override
    public Incoming incoming(Incoming in) {
        return in.message() instanceof Message.Handshake && user(in.message()).isEmpty()
                ? in.reject("a valid token is needed in ext.token")
                : in;
    }

    @Override
    public Reply replying(Message message, Reply reply, Optional<Session> session, Conn conn) {
        if (message instanceof Message.Handshake && reply.successful()) {
            session.ifPresent(fresh -> user(message).ifPresent(user -> fresh.attributes().put(USER, user)));
        }
        return reply;
    }

    private Optional<?> user(Message message) {
        try {
            return Optional.ofNullable(message.ext().get("token")).map(json -> json.as(String.class))
                    .flatMap(users);
        } catch (HttpException e) {
            return Optional.empty(); // it is no text
        }
    }
}
