package io.pastelli.conn;

import io.pastelli.crypto.Vault;
import io.pastelli.http.CookieOptions;
import io.pastelli.http.SetCookie;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cookies of a {@link Conn}. They are serialised after the before-send callbacks.
 *
 * <p>
 * Signed and encrypted cookies need a {@link Vault}, put by {@link #putVault} early in the pipeline. One that was
 * changed, is too old or was made for another name is as good as none.
 */
public sealed interface ConnCookies permits Conn {
    /** Where {@link #putVault} keeps the vault. */
    Key<Vault> VAULT = Key.of("pastelli_vault", Vault.class);

    /** Returns the cookies of the request, with those on top that the response sets or deletes. */
    default Map<String, String> cookies() {
        return CookieJar.merged((Conn) this);
    }

    /** Returns one cookie as it stands now; see {@link #cookies}. */
    default Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies().get(name));
    }

    /**
     * Returns the content of a cookie that {@link #putSignedCookie} set.
     *
     * @throws IllegalStateException when no vault was put
     */
    default Optional<String> signedCookie(String name) {
        return CookieJar.open((Conn) this, name, false);
    }

    /**
     * Returns the content of a cookie that {@link #putEncryptedCookie} set.
     *
     * @throws IllegalStateException when no vault was put
     */
    default Optional<String> encryptedCookie(String name) {
        return CookieJar.open((Conn) this, name, true);
    }

    /** Returns the cookies that the response sets. */
    List<SetCookie> respCookies();

    /** Returns a conn whose response sets this cookie; replaces one of the same name, domain and path. */
    Conn putRespCookie(SetCookie cookie);

    /** Returns a conn whose response sets a cookie with {@link CookieOptions#DEFAULT}. */
    default Conn putRespCookie(String name, String value) {
        return putRespCookie(new SetCookie(name, value, CookieOptions.DEFAULT));
    }

    /** Returns a conn whose response sets a cookie that clients can read and not change; any text will do. */
    default Conn putSignedCookie(String name, String value, CookieOptions options) {
        return putRespCookie(
                new SetCookie(name, CookieJar.close((Conn) this, name, value, options, false), options));
    }

    /** Returns a conn whose response sets a cookie that clients can neither read nor change; any text will do. */
    default Conn putEncryptedCookie(String name, String value, CookieOptions options) {
        return putRespCookie(
                new SetCookie(name, CookieJar.close((Conn) this, name, value, options, true), options));
    }

    /** Returns a conn whose response makes the browser forget a cookie; domain and path have to be those it was set with. */
    default Conn deleteRespCookie(String name, CookieOptions options) {
        return putRespCookie(new SetCookie(name, "", options).expired());
    }

    /** Returns a conn that signs and encrypts with this vault. */
    default Conn putVault(Vault vault) {
        return ((Conn) this).putPrivate(VAULT, vault);
    }
}
