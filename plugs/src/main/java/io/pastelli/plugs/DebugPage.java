package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A page for developers about an error: the stack with source lines, the request, the names of what was assigned.
 *
 * <p>
 * It is <b>off unless switched on</b>: {@link #plug(Plug)} does nothing but return its argument unless the system property
 * {@code pastelli.debug} is {@code true} when it is called, and {@link Options} have to be made by
 * {@link Options#development}. Even then it answers only clients of this machine, unless told otherwise; others get the
 * response they would get without it.
 *
 * <p>
 * Put it inside an {@link ErrorHandler}, so that it has the first word where it is on.
 *
 * <p>
 * HTML for who takes it, else plain text. Everything is escaped, nothing is loaded or run. Values of fields and parameters
 * whose names sound secret (authorization, cookie, token, password, …) are hidden; of assigned values only the types are
 * shown, for nobody knows what is in them; bodies are not shown. The message of the exception is shown as it is.
 *
 * <p>
 * <b>Threading:</b> safe to share.
 */
public final class DebugPage {
    private static final String PROPERTY = "pastelli.debug";
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; "
            + "base-uri 'none'; form-action 'none'";

    private DebugPage() {}

    /**
     * The options.
     *
     * @param sources roots of source files, as {@code src/main/java}; those that exist are looked into
     * @param anyClient whether clients of other machines see the page; {@code false} by default
     */
    public record Options(List<Path> sources, boolean anyClient) {
        /** Copies the list. */
        public Options {
            sources = List.copyOf(sources);
        }

        /** Returns options for development, with the usual source folders below the working directory. */
        public static Options development() {
            return new Options(List.of(Path.of("src/main/java"), Path.of("src/test/java")), false);
        }

        /** Returns these options with other roots of source files. */
        public Options withSources(Path... roots) {
            return new Options(List.of(roots), anyClient);
        }

        /** Returns these options with the page for clients of all machines or of this one. */
        public Options withAnyClient(boolean any) {
            return new Options(sources, any);
        }
    }

    /** Returns {@code inner}, with debug pages when the JVM was started with {@code -Dpastelli.debug=true}. */
    public static Plug plug(Plug inner) {
        return Boolean.getBoolean(PROPERTY) ? plug(inner, Options.development()) : inner;
    }

    /** Returns {@code inner} with debug pages: for development only. */
    public static Plug plug(Plug inner, Options options) {
        Plug handled = ErrorHandler.plug(inner, renderer(options));
        return conn -> shown(conn, options) ? handled.call(conn) : inner.call(conn);
    }

    /** Returns the renderer, for an {@link ErrorHandler} with options; it answers whoever asks. */
    public static ErrorHandler.Renderer renderer(Options options) {
        var sources = new SourceLines(options.sources().stream().filter(Files::isDirectory).toList());
        return (conn, failure) -> render(conn, failure, sources);
    }

    /** By the connection's end, not by what a proxy says: that could be forged. */
    private static boolean shown(Conn conn, Options options) {
        return options.anyClient() || conn.peer().remote().getAddress().isLoopbackAddress();
    }

    private static Conn render(Conn conn, Failure failure, SourceLines sources) {
        var report = new DebugReport(conn, failure, sources);
        Conn plain = conn.putRespHeader("cache-control", "no-store").putRespHeader("x-content-type-options",
                "nosniff");
        return conn.accepts("text/plain", "text/html").orElse("text/plain").equals("text/html")
                ? plain.putRespHeader("content-security-policy", POLICY).html(failure.status(), report.html())
                : plain.text(failure.status(), report.text());
    }
}
