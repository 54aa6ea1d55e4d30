package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.State;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import io.pastelli.http.Percent;
import io.pastelli.http.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What SPEC.md says of a conn that comes from an adapter, or from a plug before. */
final class LintRequest {
    private static final Set<String> PROTOCOLS = Set.of("HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/3");

    private LintRequest() {}

    static List<String> check(Conn conn) {
        var found = new ArrayList<String>();
        expect(found, Thread.currentThread().isVirtual(), "1.1: the plug runs on " + Thread.currentThread()
                + ", not on a virtual thread: start an owner's thread");
        expect(found, conn.state() != State.UNSET || conn.progress().isEmpty(),
                "2.3: a response has begun and this conn is from before it: hand on what the sending call returned");
        expect(found, Token.is(conn.method()),
                "6.1: the method \"" + conn.method() + "\" is no token");
        expect(found, PROTOCOLS.contains(conn.protocol()),
                "6.1: the protocol is one of " + PROTOCOLS + ", not " + conn.protocol());
        expect(found, Set.of("http", "https").contains(conn.scheme()),
                "6.1: the scheme is http or https, not " + conn.scheme());
        expect(found, conn.port() >= 0 && conn.port() <= 65535, "6.1: " + conn.port() + " is no port");
        expect(found, !conn.host().contains("/") && !conn.host().contains("@"),
                "6.1: \"" + conn.host() + "\" is no host");
        path(conn, found);
        fields(conn.reqHeaders(), "request", found);
        return found;
    }

    static void expect(List<String> found, boolean holds, String violation) {
        if (!holds) {
            found.add("SPEC.md " + violation);
        }
    }

    private static void path(Conn conn, List<String> found) {
        String path = conn.requestPath();
        expect(found, path.startsWith("/") || (path.equals("*") && conn.method().equals("OPTIONS")),
                "2.6: the path \"" + path + "\" does not begin with a slash");
        expect(found, path.indexOf('?') < 0 && path.indexOf('#') < 0,
                "2.6: the path \"" + path + "\" holds its query or a fragment");
        expect(found, !conn.queryString().startsWith("?"), "2.6: the query begins with its question mark");
        var segments = new ArrayList<>(conn.scriptName());
        segments.addAll(conn.pathInfo());
        List<String> sent = path.equals("*")
                ? List.of()
                : Arrays.stream(path.split("/", -1)).filter(segment -> !segment.isEmpty()).toList();
        expect(found, segments.equals(sent), "2.6: script name and path info are " + segments
                + ", the path has the segments " + sent + ": split it, do not decode it");
        try {
            Percent.decode(path);
        } catch (HttpException e) {
            found.add("SPEC.md 2.6: a path that cannot be decoded has reached a plug: answer 400 before");
        }
    }

    /** Names and values as RFC 9110 section 5 has them. */
    static void fields(Headers headers, String side, List<String> found) {
        for (Headers.Field field : headers) {
            expect(found,
                    Token.is(field.name())
                            && field.name().equals(field.name().toLowerCase(Locale.ROOT)),
                    "2.5: the " + side + " field \"" + field.name() + "\" is no token in lower case");
            expect(found,
                    field.value().chars().noneMatch(c -> (c < ' ' && c != '\t') || c == 0x7f || c > 0xff),
                    "2.5: the value of the " + side + " field " + field.name()
                            + " is not one line of Latin-1");
        }
    }
}
