package io.pastelli.push.redis;

import io.pastelli.http.Bytes;
import io.pastelli.push.sse.log.Entry;
import io.pastelli.push.sse.log.EventLog;
import io.pastelli.push.sse.roster.Roster;

/** A node with streams that does nothing with what it is told. */
final class DeafStreams implements EventLog.Node, Roster.Node {
    @Override
    public void told(Entry entry) {}

    @Override
    public void lost(long upTo) {}

    @Override
    public void arrived(String id) {}

    @Override
    public void departed(String id) {}

    @Override
    public void orphaned(String id) {}

    @Override
    public void ended(String id, long ticket) {}

    @Override
    public void deliver(String id, Bytes event) {}
}
