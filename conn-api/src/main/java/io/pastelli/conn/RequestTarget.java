package io.pastelli.conn;

import io.pastelli.http.HttpException;
import io.pastelli.http.Percent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request target (RFC 9112 section 3.2), split but not decoded: {@code %2F} stays inside its segment.
 *
 * <p>
 * <b>Threading:</b> safe to share; the lazy parameters are computed at most a few times, always the same.
 */
final class RequestTarget {
    private final String authority;
    private final String path;
    private final String query;
    private final List<String> segments;
    private volatile @Nullable Params params;

    private RequestTarget(String authority, String path, String query) {
        this.authority = authority;
        this.path = path;
        this.query = query;
        this.segments = split(path);
    }

    /**
     * Parses origin-form, absolute-form and, for OPTIONS, {@code *}.
     *
     * @throws HttpException 400 for anything else, bad escapes, or a path that is not UTF-8
     */
    static RequestTarget parse(String method, String target) {
        if (target.equals("*") && method.equals("OPTIONS")) {
            return new RequestTarget("", "*", "");
        }
        String authority = "";
        String rest = target;
        int colon = target.indexOf("://");
        if (colon > 0 && !target.startsWith("/")) {
            int slash = target.indexOf('/', colon + 3);
            int question = target.indexOf('?', colon + 3);
            int end = slash < 0 ? question : question < 0 ? slash : Math.min(slash, question);
            authority = target.substring(colon + 3, end < 0 ? target.length() : end);
            rest = end < 0
                    ? "/"
                    : target.charAt(end) == '?' ? "/" + target.substring(end) : target.substring(end);
        }
        if (!rest.startsWith("/") || rest.indexOf('#') >= 0) {
            throw new HttpException(400, "the request target is malformed: begin it with / and leave out #");
        }
        int question = rest.indexOf('?');
        String path = question < 0 ? rest : rest.substring(0, question);
        Percent.decode(path); // refuses what no plug could decode
        return new RequestTarget(authority, path, question < 0 ? "" : rest.substring(question + 1));
    }

    String authority() {
        return authority;
    }

    String path() {
        return path;
    }

    String query() {
        return query;
    }

    List<String> segments() {
        return segments;
    }

    Params params() {
        Params known = params;
        if (known == null) {
            known = Params.decode(query);
            params = known;
        }
        return known;
    }

    private static List<String> split(String path) {
        if (path.equals("/") || path.equals("*")) {
            return List.of();
        }
        var found = new String[slashes(path)];
        int count = 0;
        for (int from = 1; from <= path.length();) {
            int to = path.indexOf('/', from);
            to = to < 0 ? path.length() : to;
            if (to > from) {
                found[count++] = path.substring(from, to);
            }
            from = to + 1;
        }
        return List.of(count == found.length ? found : Arrays.copyOf(found, count));
    }

    /** Returns the number of slashes: there are no more segments, as a path begins with one. */
    private static int slashes(String path) {
        int count = 0;
        for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
            count++;
        }
        return count;
    }
}
