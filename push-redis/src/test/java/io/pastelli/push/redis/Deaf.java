package io.pastelli.push.redis;

import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.backend.Backend.Reason;
import io.pastelli.push.bayeux.backend.Backend.Removed;
import io.pastelli.push.bayeux.message.Event;

/** A node that does nothing with what it is told. */
final class Deaf implements Backend.Listener {
    @Override
    public void waiting(String session, boolean lazy) {}

    @Override
    public void dropped(String session, Event event) {}

    @Override
    public void gone(Removed removed) {}

    @Override
    public void moved(String session) {}

    @Override
    public void ended(String session, Reason reason) {}
}
