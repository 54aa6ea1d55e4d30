package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lets in who sends the right name and password (RFC 7617); everybody else gets 401 and goes no further.
 *
 * <p>
 * The password goes over the network as it is: use it over https only.
 *
 * {@snippet :
 * Plug admin = Plug.pipeline(BasicAuth.plug("admin", System.getenv("ADMIN_PASSWORD")), app);
 * }
 */
public final class BasicAuth implements Plug {
    /** The realm unless another is given. */
    public static final String REALM = "Application";

    /**
     * A name and a password as a client sent them.
     *
     * @param user the name, without colons
     * @param password the password
     */
    public record Credentials(String user, String password) {
        /**
         * Checks the name.
         *
         * @throws IllegalArgumentException for a name with a colon, or control characters (RFC 7617 section 2)
         */
        public Credentials {
            if (user.indexOf(':') >= 0 || control(user) || control(password)) {
                throw new IllegalArgumentException(
                        "a name has no colon, and neither name nor password have control characters");
            }
        }

        /** Hides the password. */
        @Override
        public String toString() {
            return "Credentials[" + user + ", ***]";
        }

        private static boolean control(String text) {
            return text.chars().anyMatch(c -> c < ' ' || c == 0x7f);
        }
    }

    private final String realm;
    private final Predicate<Credentials> right;

    private BasicAuth(String realm, Predicate<Credentials> right) {
        this.realm = realm;
        this.right = right;
    }

    /** Returns a plug that lets in one user, compared in constant time, with the realm {@link #REALM}. */
    public static Plug plug(String user, String password) {
        return plug(REALM, user, password);
    }

    /**
     * Returns a plug that lets in one user, compared in constant time.
     *
     * @throws IllegalArgumentException for a realm that cannot be quoted, or a name or password that cannot be sent
     */
    public static Plug plug(String realm, String user, String password) {
        byte[] wanted = hash(user);
        byte[] secret = hash(password);
        new Credentials(user, password);
        return plug(realm, given -> {
            boolean known = MessageDigest.isEqual(wanted, hash(given.user()));
            boolean fits = MessageDigest.isEqual(secret, hash(given.password()));
            return known && fits; // both were compared, so that the time tells nothing of the name either
        });
    }

    /**
     * Returns a plug that lets in whom {@code right} likes; it compares in constant time, or hashes slowly, by itself.
     *
     * @throws IllegalArgumentException for a realm that cannot be quoted
     */
    public static Plug plug(String realm, Predicate<Credentials> right) {
        challenge(realm);
        return new BasicAuth(realm, right);
    }

    @Override
    public Conn call(Conn conn) {
        return parse(conn).filter(right).isPresent() ? conn : request(conn, realm);
    }

    /** Returns a conn with 401 set and the question for a name and password, halted and not yet sent. */
    public static Conn request(Conn conn, String realm) {
        return conn.putRespHeader("www-authenticate", challenge(realm)).putRespContentType("text/plain")
                .resp(401, "Unauthorized: send a name and a password\n").halt();
    }

    /** Returns what the client sent in {@code authorization}; empty when there is none, or it is malformed. */
    public static Optional<Credentials> parse(Conn conn) {
        return conn.reqHeader("authorization")
                .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
                .flatMap(value -> decode(value.substring(6).strip()));
    }

    /**
     * Returns a value for {@code authorization}.
     *
     * @throws IllegalArgumentException for a name or password that cannot be sent
     */
    public static String encode(String user, String password) {
        var checked = new Credentials(user, password);
        return "Basic " + Base64.getEncoder().encodeToString(
                (checked.user() + ":" + checked.password()).getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Credentials> decode(String token) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(token))).toString();
            int colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Credentials(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String challenge(String realm) {
        if (realm.chars().anyMatch(c -> c < ' ' || c >= 0x7f || c == '"' || c == '\\')) {
            throw new IllegalArgumentException("a realm is plain ASCII without quotes and backslashes");
        }
        return "Basic realm=\"" + realm + "\", charset=\"UTF-8\"";
    }

    /** Equal in length for all, so that comparing tells nothing of it. */
    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
