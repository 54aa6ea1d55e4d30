package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.crypto.Opened;
import io.pastelli.crypto.Vault;
import io.pastelli.http.Bytes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps a session in its cookie, as JSON, signed or encrypted with the conn's {@link Vault}; so {@code putVault} comes
 * before the session's first use. The server keeps nothing: a session cannot be taken back before it expires, and a
 * client can send an older one of its own again. About 3000 bytes fit, 4096 with everything around them.
 *
 * @param encrypted hidden from the client, or only safe from changes
 * @param maxAge how long a session opens after it was last written; default 1 day
 * @param purpose the vault's purpose, other than that of any other token; default {@code pastelli_session}
 */
public record CookieStore(boolean encrypted, Duration maxAge, String purpose) implements SessionStore {
    /** Returns a store whose cookies clients can neither read nor change. */
    public static CookieStore sealed() {
        return new CookieStore(true, Duration.ofDays(1), "pastelli_session");
    }

    /** Returns a store whose cookies clients can read and not change. */
    public static CookieStore signed() {
        return new CookieStore(false, Duration.ofDays(1), "pastelli_session");
    }

    /** Returns this store with another age. */
    public CookieStore withMaxAge(Duration age) {
        return new CookieStore(encrypted, age, purpose);
    }

    /** Returns this store with another purpose. */
    public CookieStore withPurpose(String name) {
        return new CookieStore(encrypted, maxAge, name);
    }

    /**
     * Opens the cookie.
     *
     * @throws IllegalStateException when no vault was put
     */
    @Override
    public Optional<Map<String, String>> get(Conn conn, String cookie) {
        Opened opened = encrypted
                ? vault(conn).decrypt(purpose, cookie)
                : vault(conn).verify(purpose, cookie);
        return opened instanceof Opened.Valid valid ? values(valid.data()) : Optional.empty();
    }

    /**
     * Makes a cookie.
     *
     * @throws IllegalStateException when no vault was put
     */
    @Override
    public Optional<String> put(Conn conn, Optional<String> cookie, Map<String, String> values) {
        Bytes json = Bytes.of(JsonMapper.shared().writeValueAsBytes(values));
        return Optional.of(encrypted
                ? vault(conn).encrypt(purpose, json, maxAge)
                : vault(conn).sign(purpose, json, maxAge));
    }

    /** Does nothing: only the browser can forget this cookie. */
    @Override
    public void delete(Conn conn, String cookie) {}

    private static Optional<Map<String, String>> values(Bytes json) {
        var values = new LinkedHashMap<String, String>();
        try {
            for (Map.Entry<String, JsonNode> field : JsonMapper.shared().readTree(json.toByteArray())
                    .properties()) {
                values.put(field.getKey(), field.getValue().asString());
            }
        } catch (JacksonException e) {
            return Optional.empty(); // ours by the signature, but of another program
        }
        return Optional.of(values);
    }

    private static Vault vault(Conn conn) {
        return conn.getPrivate(Conn.VAULT).orElseThrow(() -> new IllegalStateException(
                "a session in a cookie needs a vault: call putVault(new Vault(secrets)) before"));
    }
}
