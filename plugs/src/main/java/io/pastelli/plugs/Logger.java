package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.conn.Progress;
import io.pastelli.owner.Exit;
import io.pastelli.owner.Time;
import java.lang.System.Logger.Level;
import java.util.Locale;

/**
 * Logs one line a request when it is over: method, path, status, bytes of the body, duration, and the id if
 * {@link RequestId} was plugged before.
 *
 * <p>
 * It goes through {@link System.Logger}, by default the one named {@code io.pastelli.requests} at level {@code INFO}. A
 * stream is logged at its end, with the reason. The duration lasts from this plug to the last byte taken by the client's
 * side; the bytes are those handed to the server, without the framing. Query values are not logged unless asked for;
 * what is not printable ASCII is escaped. The response may be anybody's, the core's own errors included.
 *
 * {@snippet :
 * // GET /notes/7 200, 512 bytes, 3.1 ms, id=pZ0X1YkOq6kAm0mAykHnLw
 * // GET /events 200, stream of 81920 bytes, 61034.7 ms, ended by ClientClosed[]
 * Plug.pipeline(io.pastelli.plugs.RequestId.plug(), io.pastelli.plugs.Logger.plug(), app);
 * }
 *
 * <p>
 * <b>Threading:</b> safe to share; lines are written on virtual threads.
 */
public final class Logger implements Plug {
    private final Options options;

    /**
     * The options.
     *
     * @param logger where lines go
     * @param level their level; {@code INFO} by default
     * @param query whether the query is logged as it came; {@code false} by default: it may hold secrets
     * @param time the clock of durations
     */
    public record Options(System.Logger logger, Level level, boolean query, Time time) {
        /** Returns the defaults. */
        public static Options defaults() {
            return new Options(System.getLogger("io.pastelli.requests"), Level.INFO, false, Time.system());
        }

        /** Returns these options with another logger. */
        public Options withLogger(System.Logger to) {
            return new Options(to, level, query, time);
        }

        /** Returns these options with another level. */
        public Options withLevel(Level at) {
            return new Options(logger, at, query, time);
        }

        /** Returns these options with the query logged or not. */
        public Options withQuery(boolean logged) {
            return new Options(logger, level, logged, time);
        }

        /** Returns these options with another clock, for tests. */
        public Options withTime(Time clock) {
            return new Options(logger, level, query, clock);
        }
    }

    private Logger(Options options) {
        this.options = options;
    }

    /** Returns the plug with the default options. */
    public static Plug plug() {
        return plug(Options.defaults());
    }

    /** Returns the plug. */
    public static Plug plug(Options options) {
        return new Logger(options);
    }

    @Override
    public Conn call(Conn conn) {
        if (options.logger().isLoggable(options.level())) {
            long begun = options.time().nanos();
            conn.owner().monitor(exit -> options.logger().log(options.level(),
                    line(conn, exit, options.time().nanos() - begun)));
        }
        return conn;
    }

    private String line(Conn conn, Exit exit, long nanos) {
        var line = new StringBuilder(printable(conn.method())).append(' ')
                .append(printable(conn.requestPath()));
        if (options.query() && !conn.queryString().isEmpty()) {
            line.append('?').append(printable(conn.queryString()));
        }
        Progress progress = conn.progress().orElse(null);
        if (progress == null) {
            line.append(" not answered");
        } else {
            line.append(' ').append(progress.status()).append(progress.stream() ? ", stream of " : ", ")
                    .append(progress.bytes()).append(" bytes");
        }
        line.append(String.format(Locale.ROOT, ", %.1f ms", nanos / 1e6));
        if ((progress != null && progress.stream()) || !(exit instanceof Exit.Normal)) {
            line.append(", ended by ").append(printable(exit.toString()));
        }
        RequestId.of(conn).ifPresent(id -> line.append(", id=").append(id));
        return line.toString();
    }

    /** One line of a log stays one line, whatever a client or an exception says. */
    private static String printable(String text) {
        var safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                safe.append(c);
            } else {
                safe.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return safe.toString();
    }
}
