package io.pastelli.push.bayeux.protocol;

import io.pastelli.conn.Conn;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.session.Session;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** All authorizers; one that fails says no. */
final class Authorizers {
    private final List<Authorizer> all = new CopyOnWriteArrayList<>();

    void add(Authorizer authorizer) {
        all.add(authorizer);
    }

    boolean handshake(Message.Handshake handshake, Conn conn) {
        return agree(each -> each.mayHandshake(handshake, conn));
    }

    boolean create(Session session, String channel, Conn conn) {
        return agree(each -> each.mayCreate(session, channel, conn));
    }

    boolean subscribe(Session session, String channel, Conn conn) {
        return agree(each -> each.maySubscribe(session, channel, conn));
    }

    boolean publish(Session session, Message.Publish message, Conn conn) {
        return agree(each -> each.mayPublish(session, message, conn));
    }

    private boolean agree(Predicate<Authorizer> question) {
        for (Authorizer each : all) {
            try {
                if (!question.test(each)) {
                    return false;
                }
            } catch (RuntimeException e) {
                System.getLogger(Authorizers.class.getName()).log(System.Logger.Level.WARNING,
                        each.getClass().getName() + " failed: the client is refused", e);
                return false;
            }
        }
        return true;
    }
}
