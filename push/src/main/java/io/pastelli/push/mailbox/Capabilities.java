package io.pastelli.push.mailbox;

import io.pastelli.conn.Conn;
import io.pastelli.crypto.Opened;
import io.pastelli.crypto.Vault;
import io.pastelli.http.Bytes;
import io.pastelli.http.HttpException;
import java.time.Duration;
import java.util.Locale;

/**
 * Addresses that are permissions: signed (HMAC-SHA-256) for one mailbox and one action, and good for a time. Whoever has
 * one may use it, so send them over TLS only; what they contain can be read, and never changed.
 *
 * <p>
 * <b>Threading:</b> safe to share.
 *
 * {@snippet :
 * import io.pastelli.push.mailbox.*;
 *
 * var vault = new Vault(Secrets.of(System.getenv("SECRET_KEY_BASE")));
 * var signed = new Capabilities(vault);
 * var boxes = Mailboxes.memory();
 * r.forward("/message_path", boxes.plug(signed));
 * String path = "/message_path/" + signed.sign("foobar", Access.Action.RECEIVE, Duration.ofHours(8));
 * }
 */
public final class Capabilities implements Access {
    /** The name of the query parameter. */
    public static final String PARAMETER = "capability";

    private final Vault vault;

    /** Makes and checks them with the keys of {@code vault}. */
    public Capabilities(Vault vault) {
        this.vault = vault;
    }

    /**
     * Returns the last segment of an address and its query: {@code foobar?capability=…}.
     *
     * @throws IllegalArgumentException for a name that no mailbox can have
     */
    public String sign(String name, Action action, Duration good) {
        if (!Mailboxes.isName(name)) {
            throw new IllegalArgumentException("a mailbox is named with 1 to 128 of A-Z a-z 0-9 _ -");
        }
        return name + "?" + PARAMETER + "=" + vault.sign(purpose(action), Bytes.of(name), good);
    }

    @Override
    public boolean allows(Conn conn, String name, Action action) {
        String token = conn.queryParam(PARAMETER).orElse("");
        return switch (vault.verify(purpose(action), token)) {
            case Opened.Valid valid -> valid.data().equals(Bytes.of(name));
            case Opened.Expired expired -> throw new HttpException(403,
                    "this address was good for a time that is over: ask for a new one");
            case Opened.Invalid invalid -> false;
        };
    }

    private static String purpose(Action action) {
        return "io.pastelli.push.mailbox " + action.name().toLowerCase(Locale.ROOT);
    }
}
