package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Serves files of a folder or resources of the class path, and halts; what is no file passes through.
 *
 * <p>
 * GET and HEAD only. A file has a strong {@code etag}, a {@code last-modified} date, and is sent in ranges when asked
 * (RFC 9110 sections 13 and 14). The tag of a file on disk is made of its size and its time of change, to the nanosecond
 * where the file system has them: who rewrites a file within one tick of that clock and to the same length, or sets times
 * back, fools it. A resource in an archive has a hash of its content. A precompressed sibling is a representation of
 * its own, with its own tag.
 *
 * <p>
 * A path leads nowhere but to regular files below the root: each segment is decoded once and has to be one plain name
 * (no {@code ..}, slash, backslash, colon, NUL or other control character, no device of Windows), and the real path,
 * symbolic links resolved, has to lie inside. Files are streamed; resources in archives are read once and kept.
 *
 * <p>
 * With a {@linkplain StaticOptions#fallback fallback}, put this plug after the others, or as the last route
 * ({@code r.get("/*path", files)}): it answers every page a browser navigates to.
 *
 * <p>
 * <b>Threading:</b> safe to share.
 *
 * {@snippet :
 * Plug files = io.pastelli.plugs.Static.plug(Path.of("public"));
 * }
 */
public final class Static implements Plug {
    private final StaticOptions options;
    private final StaticSource source;

    private Static(StaticOptions options) {
        this.options = options;
        this.source = options.source();
    }

    /**
     * Returns a plug that serves a folder with the default options.
     *
     * @throws IllegalArgumentException when there is no such folder
     */
    public static Plug plug(Path folder) {
        return plug(StaticOptions.of(folder));
    }

    /**
     * Returns a plug that serves the resources below {@code root} with the default options.
     *
     * @throws IllegalArgumentException for an empty root
     */
    public static Plug plug(Class<?> beside, String root) {
        return plug(StaticOptions.of(beside, root));
    }

    /**
     * Returns a plug that serves files.
     *
     * @throws IllegalArgumentException when the folder is not there or the root of resources is empty
     */
    public static Plug plug(StaticOptions options) {
        return new Static(options);
    }

    @Override
    public Conn call(Conn conn) throws IOException {
        if (!conn.method().equals("GET") && !conn.method().equals("HEAD")) {
            return conn;
        }
        Optional<List<String>> names = FileNames.decoded(conn.pathInfo()).flatMap(this::below);
        return names.isEmpty() ? conn : serve(conn, names.get());
    }

    /** The names below the path served at; empty when they are not ours. */
    private Optional<List<String>> below(List<String> path) {
        int depth = options.at().size();
        if (path.size() < depth || !path.subList(0, depth).equals(options.at())) {
            return Optional.empty();
        }
        List<String> names = path.subList(depth, path.size());
        boolean chosen = options.only().isEmpty()
                || (!names.isEmpty() && options.only().contains(names.getFirst()));
        boolean shown = options.hidden() || names.stream().noneMatch(FileNames::hidden);
        return chosen && shown ? Optional.of(names) : Optional.empty();
    }

    private Conn serve(Conn conn, List<String> names) throws IOException {
        boolean folder = names.isEmpty() || conn.requestPath().endsWith("/");
        if (!folder) {
            Optional<StaticFile> file = source.find(names);
            if (file.isPresent()) {
                return new StaticAnswer(options, source, names, file.get()).send(conn);
            }
        }
        if (!options.index().isEmpty()) {
            List<String> index = Stream.concat(names.stream(), Stream.of(options.index())).toList();
            Optional<StaticFile> file = source.find(index);
            if (file.isPresent()) {
                return conn.requestPath().endsWith("/")
                        ? new StaticAnswer(options, source, index, file.get()).send(conn)
                        : withSlash(conn);
            }
        }
        return fallback(conn, names);
    }

    /** Relative links of an index need the slash; the path is built anew, so that it begins with just one. */
    private static Conn withSlash(Conn conn) {
        var path = new ArrayList<>(conn.scriptName());
        path.addAll(conn.pathInfo());
        String query = conn.queryString().isEmpty() ? "" : "?" + conn.queryString();
        return conn.redirect(308, "/" + String.join("/", path) + (path.isEmpty() ? "" : "/") + query).halt();
    }

    private Conn fallback(Conn conn, List<String> names) throws IOException {
        boolean page = !options.fallback().isEmpty() && (names.isEmpty() || names.getLast().indexOf('.') < 0)
                && String.join(",", conn.reqHeaders().all("accept")).contains("text/html");
        if (!page) {
            return conn;
        }
        List<String> shell = List.of(options.fallback());
        Optional<StaticFile> file = source.find(shell);
        return file.isEmpty()
                ? conn
                : new StaticAnswer(options.withVersionParam(""), source, shell, file.get()).send(conn);
    }
}
