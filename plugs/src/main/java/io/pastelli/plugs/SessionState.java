package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.http.CookieOptions;
import io.pastelli.http.SetCookie;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session as one conn sees it.
 *
 * @param options the plug's; null for one that is never stored: of a test, or of a request that is not trusted
 * @param stored what the store has, read at most once for all copies of the conn
 * @param changed the values after changes; null while there are none
 * @param fate what becomes of it when the response is sent
 */
record SessionState(Session.@Nullable Options options, Stored stored, @Nullable Map<String, String> changed,
        Fate fate) {
    private static final System.Logger LOG = System.getLogger(SessionState.class.getName());

    enum Fate {
        WRITE_CHANGES, RENEW, DROP, IGNORE
    }

    /** What the store had, read at the first need. */
    static final class Stored {
        private boolean read;
        private Optional<Map<String, String>> values = Optional.empty();

        synchronized Optional<Map<String, String>> values(Conn conn, Session.@Nullable Options options) {
            if (!read && options != null) {
                values = conn.cookie(options.cookie()).flatMap(cookie -> options.store().get(conn, cookie));
                read = true;
            }
            return values;
        }
    }

    Map<String, String> values(Conn conn) {
        return changed != null ? changed : stored.values(conn, options).orElse(Map.of());
    }

    SessionState withValues(Map<String, String> values) {
        return new SessionState(options, stored, Map.copyOf(values), fate);
    }

    SessionState with(Fate other) {
        return new SessionState(options, stored, changed, other);
    }

    /** Writes what has to be written, once, before the response goes out. */
    Conn finish(Conn conn) {
        Session.Options to = options;
        if (to == null) {
            return conn;
        }
        return switch (fate) {
            case IGNORE -> conn;
            case WRITE_CHANGES -> changed == null ? conn : write(conn, to, known(conn, to), changed);
            case RENEW -> {
                Map<String, String> values = values(conn);
                known(conn, to).ifPresent(cookie -> to.store().delete(conn, cookie));
                yield write(conn, to, Optional.empty(), values);
            }
            case DROP -> {
                known(conn, to).ifPresent(cookie -> to.store().delete(conn, cookie));
                yield conn.cookie(to.cookie()).isPresent()
                        ? conn.deleteRespCookie(to.cookie(), to.attributes())
                        : conn;
            }
        };
    }

    /** The cookie that came, when it opens a session: an id that a client made up is never taken over. */
    private Optional<String> known(Conn conn, Session.Options to) {
        return stored.values(conn, to).isPresent() ? conn.cookie(to.cookie()) : Optional.empty();
    }

    private static Conn write(Conn conn, Session.Options to, Optional<String> known,
            Map<String, String> values) {
        return to.store().put(conn, known, values)
                .map(value -> conn.putRespCookie(fitting(conn, to.cookie(), value, to.attributes())))
                .orElseGet(() -> {
                    LOG.log(System.Logger.Level.DEBUG,
                            "a session was deleted while a request used it; it stays so");
                    return conn;
                });
    }

    private static SetCookie fitting(Conn conn, String name, String value, CookieOptions attributes) {
        var cookie = new SetCookie(name, value, attributes);
        try {
            cookie.serialize(conn.scheme().equals("https"), Instant.EPOCH);
            return cookie;
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "the session does not fit its cookie, whose value has " + value.length()
                            + " characters and browsers keep " + SetCookie.MOST_BYTES
                            + ": keep less in it, or take a store on the server, such as MemoryStore",
                    e);
        }
    }
}
