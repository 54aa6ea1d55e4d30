package io.pastelli.push.bayeux.extension;

import io.pastelli.owner.Time;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.session.Session;
import java.time.Duration;

/**
 * CometD's {@code activity}: ends sessions whose user does nothing, although the page stays connected. Everything but a
 * connect counts as doing something.
 *
 * @param longest how long a user may do nothing
 * @param time the clock
 */
public record Activity(Duration longest, Time time) implements Extension {
    private static final String LAST = "pastelli.activity";

    /** Makes one by the real clock. */
    public Activity(Duration longest) {
        this(longest, Time.system());
    }

    @Override
    public Incoming incoming(Incoming in) {
        in.session().ifPresent(session -> judge(in.message(), session));
        return in;
    }

    private void judge(Message message, Session session) {
        long now = time.nanos();
        if (!(message instanceof Message.Connect)) {
            session.attributes().put(LAST, now);
            return;
        }
        long last = (Long) session.attributes().computeIfAbsent(LAST, name -> now);
        if (now - last > longest.toNanos()) {
            session.kick();
        }
    }
}
