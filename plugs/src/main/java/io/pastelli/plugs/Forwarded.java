package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Takes the client's address and the origin it asked from the words of proxies that are trusted, and of nobody else.
 *
 * <p>
 * A request whose peer is not in a trusted range stays as it is, whatever fields it has. Otherwise the chain is read
 * from the right, where the nearest proxy has appended: the first address that is no trusted proxy is the client,
 * {@code conn.remoteAddress()}. What a client put in front is never reached. An address that cannot be read
 * ({@code unknown}, {@code _hidden}, nonsense) ends the walk at the last one that could.
 *
 * <p>
 * Scheme, host and port come from the entry of that same proxy when the field lists one for each, else from the one
 * there is; bad ones are ignored. {@code ws} counts as http, {@code wss} as https. A new scheme brings its port along
 * where the old one was a default. Believe only fields that your proxies set or remove: a proxy that hands on a
 * client's {@code x-forwarded-host} makes it the client's.
 *
 * <p>
 * Put it first, before {@link SSL}, loggers and limits by address.
 *
 * <p>
 * <b>Threading:</b> immutable, safe to share.
 *
 * {@snippet :
 * r.plug(Forwarded.plug("10.0.0.0/8", "fd00::/8"));
 * }
 */
public final class Forwarded implements Plug {
    /** Loopback, private and link-local ranges (RFC 1918, 4193, 3927, 4291): the peer sits in one's own network. */
    public static final List<String> PRIVATE_NETWORKS = List.of("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12",
            "192.168.0.0/16", "169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10");

    private final List<Network> trusted;
    private final Set<Field> fields;

    /** The fields that may be believed. */
    public enum Field {
        /** {@code forwarded} of RFC 7239, with all it says; not together with the others. */
        FORWARDED,
        /** {@code x-forwarded-for}: addresses. */
        X_FORWARDED_FOR,
        /** {@code x-forwarded-proto}: the scheme. */
        X_FORWARDED_PROTO,
        /** {@code x-forwarded-host}: the host, maybe with a port. */
        X_FORWARDED_HOST,
        /** {@code x-forwarded-port}: the port. */
        X_FORWARDED_PORT
    }

    /**
     * Whom to believe what.
     *
     * @param trusted the proxies' addresses, as ranges in CIDR notation or single; none by default
     * @param fields what is believed; {@code x-forwarded-for} and {@code x-forwarded-proto} by default
     */
    public record Options(List<String> trusted, Set<Field> fields) {
        /** Nobody is trusted yet; {@code x-forwarded-for} and {@code x-forwarded-proto} are read. */
        public static final Options DEFAULT = new Options(List.of(),
                EnumSet.of(Field.X_FORWARDED_FOR, Field.X_FORWARDED_PROTO));

        /**
         * Checks the options.
         *
         * @throws IllegalArgumentException for a range that is none, no field, or {@code forwarded} beside others
         */
        public Options {
            trusted = List.copyOf(trusted);
            fields = Set.copyOf(fields);
            trusted.forEach(Network::parse);
            if (fields.isEmpty() || (fields.contains(Field.FORWARDED) && fields.size() > 1)) {
                throw new IllegalArgumentException("believe either FORWARDED or X_FORWARDED fields, not "
                        + fields + ": a proxy that writes one kind hands on the client's own of the other");
            }
        }

        /** Returns a copy with these ranges. */
        public Options withTrusted(String... ranges) {
            return new Options(List.of(ranges), fields);
        }

        /** Returns a copy with these ranges. */
        public Options withTrusted(List<String> ranges) {
            return new Options(ranges, fields);
        }

        /** Returns a copy that believes these fields. */
        public Options withFields(Field... believed) {
            return new Options(trusted, Set.copyOf(Arrays.asList(believed)));
        }
    }

    private Forwarded(Options options) {
        trusted = options.trusted().stream().map(Network::parse).toList();
        fields = options.fields();
    }

    /**
     * Returns a plug that trusts proxies in these ranges.
     *
     * @throws IllegalArgumentException for a range that is none, or no range
     */
    public static Plug plug(String... trusted) {
        return plug(Options.DEFAULT.withTrusted(trusted));
    }

    /**
     * Returns a plug with these options.
     *
     * @throws IllegalArgumentException when nobody is trusted
     */
    public static Plug plug(Options options) {
        if (options.trusted().isEmpty()) {
            throw new IllegalArgumentException("nobody is trusted: give the addresses of your proxies, "
                    + "like 10.0.0.0/8, or leave the plug out");
        }
        return new Forwarded(options);
    }

    @Override
    public Conn call(Conn conn) {
        if (!trusts(conn)) {
            return conn;
        }
        ForwardedWords words = fields.contains(Field.FORWARDED)
                ? ForwardedWords.standard(conn, this::trusts)
                : ForwardedWords.customary(conn, fields, this::trusts);
        return words.putOn(conn);
    }

    private boolean trusts(Conn conn) {
        return trusts(conn.remoteAddress());
    }

    private boolean trusts(InetAddress address) {
        for (Network network : trusted) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
