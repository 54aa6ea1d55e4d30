package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import java.util.Map;
import java.util.Optional;

/**
 * Where {@link Session} keeps its values; what the cookie holds, an id or the values themselves, is the store's affair.
 *
 * <p>
 * <b>Threading:</b> requests call from many threads at once, and may block.
 */
public interface SessionStore {
    /**
     * Returns the values of a session; empty when there is none, it has expired or the cookie was made up.
     *
     * @param cookie the cookie's value, as the client sent it
     */
    Optional<Map<String, String>> get(Conn conn, String cookie);

    /**
     * Keeps a session.
     *
     * @param cookie the cookie of the session that {@link #get} found; empty for a new one, which gets a new id
     * @param values all its values
     * @return the cookie's new value; empty when that session was deleted meanwhile: it stays so, and nothing is kept
     * @throws IllegalStateException when it cannot be kept, and why
     */
    Optional<String> put(Conn conn, Optional<String> cookie, Map<String, String> values);

    /** Forgets a session; no effect when there is none. */
    void delete(Conn conn, String cookie);
}
