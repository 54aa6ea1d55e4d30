package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Key;
import io.pastelli.conn.Plug;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Gives each request an id: the one it came with, or a new one; puts it on the conn and into the response.
 *
 * <p>
 * An id that came is taken when it has 20 to 200 letters, digits or {@code ._~+/=-}, so that it cannot forge a line of a
 * log. Anybody can send one: where that matters, say {@link Options#withTaken}.
 *
 * <p>
 * <b>Threading:</b> safe to share.
 */
public final class RequestId implements Plug {
    /** Where the id is. */
    public static final Key<String> ID = Key.of("pastelli_request_id", String.class);

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~+/=-]{20,200}");

    private final Options options;

    /**
     * The options.
     *
     * @param header the field of request and response; {@code x-request-id} by default
     * @param taken whether an id that came is taken; {@code true} by default
     * @param generator makes an id; by default 128 random bits, in 22 characters
     */
    public record Options(String header, boolean taken, Supplier<String> generator) {
        /** Returns the defaults. */
        public static Options defaults() {
            var random = new SecureRandom();
            return new Options("x-request-id", true, () -> {
                var bytes = new byte[16];
                random.nextBytes(bytes);
                return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            });
        }

        /** Returns these options with another field. */
        public Options withHeader(String name) {
            return new Options(name, taken, generator);
        }

        /** Returns these options with ids that came taken or not. */
        public Options withTaken(boolean take) {
            return new Options(header, take, generator);
        }

        /** Returns these options with another maker of ids. */
        public Options withGenerator(Supplier<String> maker) {
            return new Options(header, taken, maker);
        }
    }

    private RequestId(Options options) {
        this.options = options;
    }

    /** Returns the plug with the default options. */
    public static Plug plug() {
        return plug(Options.defaults());
    }

    /** Returns the plug. */
    public static Plug plug(Options options) {
        return new RequestId(options);
    }

    /** Returns the id of a request; empty when this plug has not seen it. */
    public static Optional<String> of(Conn conn) {
        return conn.getPrivate(ID);
    }

    @Override
    public Conn call(Conn conn) {
        String id = conn.reqHeader(options.header())
                .filter(given -> options.taken() && PLAIN.matcher(given).matches())
                .orElseGet(options.generator());
        return conn.putPrivate(ID, id).putRespHeader(options.header(), id);
    }
}
