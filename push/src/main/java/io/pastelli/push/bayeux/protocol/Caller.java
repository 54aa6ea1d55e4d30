package io.pastelli.push.bayeux.protocol;

import io.pastelli.conn.Conn;

/**
 * Who sent messages, and by which way.
 *
 * @param conn the request they came in, or the one that opened their socket
 * @param transport the connection type, such as {@code long-polling}
 */
public record Caller(Conn conn, String transport) {}
