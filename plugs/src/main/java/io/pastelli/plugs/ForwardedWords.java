package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What trusted proxies said of a request; {@code ""} where they said nothing.
 *
 * @param address the client, as far as it is known
 */
record ForwardedWords(InetAddress address, String scheme, String host, String port) {
    private static final int MOST_HOPS = 64;

    /** Reads {@code forwarded}: address and origin of the last element whose writer is trusted. */
    static ForwardedWords standard(Conn conn, Predicate<InetAddress> trusted) {
        var words = new ForwardedWords(conn.remoteAddress(), "", "", "");
        for (String text : hops(conn, "forwarded")) {
            Optional<ForwardedElement> said = ForwardedElement.parse(text);
            if (said.isEmpty()) {
                return words;
            }
            Optional<InetAddress> from = said.get().get("for").flatMap(ForwardedElement::node);
            words = new ForwardedWords(from.orElse(words.address()), said.get().get("proto").orElse(""),
                    said.get().get("host").orElse(""), "");
            if (from.filter(trusted).isEmpty()) {
                return words;
            }
        }
        return words;
    }

    /** Reads the {@code x-forwarded} fields that are believed. */
    static ForwardedWords customary(Conn conn, Set<Forwarded.Field> fields, Predicate<InetAddress> trusted) {
        InetAddress client = conn.remoteAddress();
        int hop = 0;
        if (fields.contains(Forwarded.Field.X_FORWARDED_FOR)) {
            List<String> hops = hops(conn, "x-forwarded-for");
            for (int i = 0; i < hops.size() && trusted.test(client); i++) {
                Optional<InetAddress> from = ForwardedElement.node(hops.get(i));
                hop = i;
                if (from.isEmpty()) {
                    break;
                }
                client = from.get();
            }
        }
        return new ForwardedWords(client, word(conn, fields, Forwarded.Field.X_FORWARDED_PROTO, hop),
                word(conn, fields, Forwarded.Field.X_FORWARDED_HOST, hop),
                word(conn, fields, Forwarded.Field.X_FORWARDED_PORT, hop));
    }

    /** A conn with what makes sense of the words. */
    Conn putOn(Conn conn) {
        String newScheme = switch (scheme.toLowerCase(Locale.ROOT)) {
            case "http", "ws" -> "http";
            case "https", "wss" -> "https";
            default -> conn.scheme();
        };
        Optional<Authority> asked = Authority.parse(host);
        int newPort = Authority.port(port).or(() -> asked.map(Authority::port).filter(given -> given > 0))
                .orElseGet(() -> asked.isPresent() || conn.port() == defaultPort(conn.scheme())
                        ? defaultPort(newScheme)
                        : conn.port());
        Conn from = address.equals(conn.remoteAddress()) ? conn : conn.putRemoteAddress(address);
        return from.putOrigin(newScheme, asked.map(Authority::host).orElse(conn.host()), newPort);
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static String word(Conn conn, Set<Forwarded.Field> fields, Forwarded.Field field, int hop) {
        if (!fields.contains(field)) {
            return "";
        }
        List<String> said = hops(conn, field.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return said.isEmpty() ? "" : said.get(Math.min(hop, said.size() - 1));
    }

    /** All elements of a list, the nearest proxy's first, as many as can be of use. */
    private static List<String> hops(Conn conn, String name) {
        var found = new ArrayList<String>();
        for (String line : conn.reqHeaders().all(name).reversed()) {
            found.addAll(ForwardedElement.fromTheRight(line, MOST_HOPS - found.size()));
        }
        return found;
    }
}
