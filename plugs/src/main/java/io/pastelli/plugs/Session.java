package io.pastelli.plugs;

import io.pastelli.conn.AlreadySentException;
import io.pastelli.conn.Conn;
import io.pastelli.conn.Key;
import io.pastelli.conn.Plug;
import io.pastelli.http.CookieOptions;
import io.pastelli.http.SetCookie;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Values that follow a client from request to request, by a cookie and a {@link SessionStore}.
 *
 * <p>
 * A session is read at its first use and written just before the response is sent, only when it was changed; a
 * request that ends in an error changes nothing. Values are texts. {@link #renew}, {@link #drop} and {@link #ignore}
 * decide over changes, whichever order they come in; of the three the last call counts. Call {@link #renew} when
 * somebody logs in.
 *
 * {@snippet :
 * Vault vault = new Vault(Secrets.of(System.getenv("SECRET_KEY_BASE")));
 * Plug app = Router.of(r -> {
 *     r.plug(conn -> conn.putVault(vault));
 *     r.plug(Session.plug(CookieStore.sealed()));
 *     r.post("/login", conn -> Session.renew(Session.put(conn, "user", "7")).redirect("/"));
 *     r.post("/logout", conn -> Session.drop(conn).redirect("/"));
 * });
 * }
 */
public final class Session implements Plug {
    private static final Key<SessionState> STATE = Key.of("pastelli_session", SessionState.class);

    /**
     * How sessions are kept.
     *
     * @param store where
     * @param cookie the cookie's name; default {@code session}
     * @param attributes the cookie's attributes; default {@link CookieOptions#DEFAULT}: until the browser closes, for
     *        this host, hidden from scripts, not sent along by other sites' posts
     */
    public record Options(SessionStore store, String cookie, CookieOptions attributes) {
        /**
         * Checks the name.
         *
         * @throws IllegalArgumentException for a name that no cookie can have
         */
        public Options {
            new SetCookie(cookie, "", attributes);
        }

        /** Returns the defaults with this store. */
        public static Options of(SessionStore store) {
            return new Options(store, "session", CookieOptions.DEFAULT);
        }

        /** Returns these options with another cookie name. */
        public Options withCookie(String name) {
            return new Options(store, name, attributes);
        }

        /** Returns these options with other attributes of the cookie. */
        public Options withAttributes(CookieOptions others) {
            return new Options(store, cookie, others);
        }
    }

    private final Options options;

    private Session(Options options) {
        this.options = options;
    }

    /** Returns the plug with the default options and this store. */
    public static Plug plug(SessionStore store) {
        return plug(Options.of(store));
    }

    /** Returns the plug. */
    public static Plug plug(Options options) {
        return new Session(options);
    }

    @Override
    public Conn call(Conn conn) {
        Optional<SessionState> before = conn.getPrivate(STATE);
        if (before.filter(state -> state.options() != null || state.fate() == SessionState.Fate.IGNORE)
                .isPresent()) {
            return conn;
        }
        var fresh = new SessionState(options, new SessionState.Stored(), null,
                SessionState.Fate.WRITE_CHANGES);
        Conn with = conn.putPrivate(STATE, fresh).registerBeforeSend(now -> state(now).finish(now));
        return before.isEmpty() ? with : change(with, values -> values.putAll(before.get().values(with)));
    }

    /** Returns a value. */
    public static Optional<String> get(Conn conn, String name) {
        return Optional.ofNullable(all(conn).get(name));
    }

    /** Returns all values; unmodifiable. */
    public static Map<String, String> all(Conn conn) {
        return Map.copyOf(state(conn).values(conn));
    }

    /** Returns a conn whose session has this value. */
    public static Conn put(Conn conn, String name, String value) {
        return change(conn, values -> values.put(name, value));
    }

    /** Returns a conn whose session has no such value. */
    public static Conn delete(Conn conn, String name) {
        return change(conn, values -> values.remove(name));
    }

    /** Returns a conn whose session is empty; its id stays. */
    public static Conn clear(Conn conn) {
        return change(conn, Map::clear);
    }

    /**
     * Returns a conn whose session gets a new id, with its values as they are when the response is sent, and the old id
     * is deleted: nobody who knew the old one gets in with it.
     */
    public static Conn renew(Conn conn) {
        return fate(conn, SessionState.Fate.RENEW);
    }

    /** Returns a conn whose session is deleted, with its cookie, when the response is sent. */
    public static Conn drop(Conn conn) {
        return fate(conn, SessionState.Fate.DROP);
    }

    /** Returns a conn whose session changes for this request only. */
    public static Conn ignore(Conn conn) {
        return fate(conn, SessionState.Fate.IGNORE);
    }

    /**
     * Returns a conn that has a session with these values, for tests; without the plug nothing is stored, and with it,
     * before or after, they are put over what is stored.
     */
    public static Conn init(Conn conn, Map<String, String> values) {
        Conn with = conn.getPrivate(STATE).isPresent()
                ? conn
                : conn.putPrivate(STATE, new SessionState(null, new SessionState.Stored(), Map.of(),
                        SessionState.Fate.WRITE_CHANGES));
        return change(with, all -> all.putAll(values));
    }

    /** An empty session for this request only, whatever is done with it; the stored one stays as it is. */
    static Conn detach(Conn conn) {
        state(conn);
        return conn.putPrivate(STATE, new SessionState(null, new SessionState.Stored(), Map.of(),
                SessionState.Fate.IGNORE));
    }

    private static SessionState state(Conn conn) {
        return conn.getPrivate(STATE).orElseThrow(
                () -> new IllegalStateException(
                        "there is no session: plug Session.plug(store) before, or in a"
                                + " test Session.init(conn, values)"));
    }

    private static Conn change(Conn conn, Consumer<Map<String, String>> change) {
        SessionState state = state(unsent(conn));
        var values = new LinkedHashMap<>(state.values(conn));
        change.accept(values);
        return conn.putPrivate(STATE, state.withValues(values));
    }

    private static Conn fate(Conn conn, SessionState.Fate fate) {
        SessionState state = state(unsent(conn));
        return state.options() == null ? conn : conn.putPrivate(STATE, state.with(fate));
    }

    /** Refuses a change that would be lost. */
    private static Conn unsent(Conn conn) throws AlreadySentException {
        return conn.withRespHeaders(conn.respHeaders());
    }
}
