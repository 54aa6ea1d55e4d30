package io.pastelli.conn;

import io.pastelli.crypto.Opened;
import io.pastelli.crypto.Vault;
import io.pastelli.http.Bytes;
import io.pastelli.http.CookieOptions;
import io.pastelli.http.Cookies;
import io.pastelli.http.SetCookie;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads and closes cookies for {@link ConnCookies}. */
final class CookieJar {
    /** How long a signed or encrypted cookie opens that the browser keeps only while it runs. */
    private static final Duration SESSION = Duration.ofDays(1);

    private CookieJar() {}

    static Map<String, String> merged(Conn conn) {
        var all = new LinkedHashMap<>(Cookies.parse(conn.reqHeaders().all("cookie")));
        for (SetCookie cookie : conn.respCookies()) {
            if (cookie.options().maxAge().filter(age -> !age.isPositive()).isPresent()) {
                all.remove(cookie.name());
            } else {
                all.put(cookie.name(), cookie.value());
            }
        }
        return Collections.unmodifiableMap(all);
    }

    static Optional<String> open(Conn conn, String name, boolean secret) {
        Vault vault = vault(conn);
        return conn.cookie(name).map(token -> secret
                ? vault.decrypt(purpose(name), token)
                : vault.verify(purpose(name), token))
                .flatMap(opened -> opened instanceof Opened.Valid valid
                        ? Optional.of(valid.data().utf8())
                        : Optional.empty());
    }

    static String close(Conn conn, String name, String value, CookieOptions options, boolean secret) {
        Vault vault = vault(conn);
        Duration age = options.maxAge().orElse(SESSION);
        return secret
                ? vault.encrypt(purpose(name), Bytes.of(value), age)
                : vault.sign(purpose(name), Bytes.of(value), age);
    }

    private static Vault vault(Conn conn) {
        return conn.getPrivate(ConnCookies.VAULT).orElseThrow(() -> new IllegalStateException(
                "signed and encrypted cookies need a vault: call putVault(new Vault(secrets)) before"));
    }

    private static String purpose(String name) {
        return name + "_cookie";
    }
}
