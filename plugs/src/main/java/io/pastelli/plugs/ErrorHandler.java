package io.pastelli.plugs;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import io.pastelli.conn.AlreadySentException;
import io.pastelli.conn.Conn;
import io.pastelli.conn.DepartedException;
import io.pastelli.conn.Plug;
import io.pastelli.conn.State;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import io.pastelli.owner.Exit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Wraps a plug and renders what it throws, with the conn as it was at the failure.
 *
 * <p>
 * That conn is the one {@link Conn#reached} gives: the last that a pipeline, a forward or a router handed to a plug, with
 * everything assigned, put and registered until then; before-send callbacks run. Those that fail while a
 * response is sent elsewhere, because the plug only set it, are not seen here. The status is an
 * {@code HttpException}'s own, that of {@link Options#withStatus}, or 500. When a response has begun, or the client has
 * left, nothing is rendered and the error goes on outwards, where it cuts the response. A renderer that fails, or sends
 * nothing, gives way to the plain response of the core.
 *
 * <p>
 * What was rendered is logged and goes no further: 4xx at {@code DEBUG}, others at {@code ERROR}.
 *
 * <p>
 * <b>Threading:</b> safe to share.
 *
 * {@snippet :
 * Plug safe = io.pastelli.plugs.ErrorHandler.plug(app,
 *         (conn, failure) -> conn.html(failure.status(), "<h1>" + failure.status() + "</h1>"));
 * }
 */
public final class ErrorHandler implements Plug {
    private static final System.Logger LOG = System.getLogger(ErrorHandler.class.getName());

    private final Plug inner;
    private final Options options;

    /** Makes a response of a failure. */
    @FunctionalInterface
    public interface Renderer {
        /**
         * Sets or sends a response; the status and its fields are on the conn already.
         *
         * @throws Exception anything; the core's plain response is sent instead
         */
        Conn render(Conn conn, Failure failure) throws Exception;
    }

    /**
     * The options.
     *
     * @param renderer makes the response
     * @param statuses statuses of exceptions by class, the first that fits; for those that are no {@code HttpException}
     */
    public record Options(Renderer renderer, Map<Class<? extends Throwable>, Integer> statuses) {
        /** Returns options without statuses of their own. */
        public static Options of(Renderer renderer) {
            return new Options(renderer, Map.of());
        }

        /**
         * Returns these options with the status of one more class of exceptions, subclasses included.
         *
         * @throws IllegalArgumentException for a status outside 400 to 599
         */
        public Options withStatus(Class<? extends Throwable> type, int status) {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("status " + status + " is no error: use 400 to 599");
            }
            var more = new LinkedHashMap<>(statuses);
            more.put(type, status);
            return new Options(renderer, more);
        }
    }

    private ErrorHandler(Plug inner, Options options) {
        this.inner = inner;
        this.options = options;
    }

    /** Returns {@code inner} with its errors rendered by {@code renderer}. */
    public static Plug plug(Plug inner, Renderer renderer) {
        return plug(inner, Options.of(renderer));
    }

    /** Returns {@code inner} with its errors rendered. */
    public static Plug plug(Plug inner, Options options) {
        return new ErrorHandler(inner, options);
    }

    @Override
    public Conn call(Conn conn) throws Exception {
        try {
            return inner.call(conn.reach());
        } catch (Exception | Error e) {
            Optional<Conn> answer = answerable(conn, e) ? answer(conn.reached(), e) : Optional.empty();
            if (answer.isPresent()) {
                return answer.get();
            }
            throw e;
        }
    }

    private static boolean answerable(Conn conn, Throwable error) {
        return conn.progress().isEmpty() && !(error instanceof DepartedException)
                && conn.exit().filter(exit -> exit.clientGone() || exit instanceof Exit.Shutdown).isEmpty();
    }

    private Optional<Conn> answer(Conn conn, Throwable error) {
        Headers fields = error instanceof HttpException refusal ? refusal.headers() : Headers.empty();
        int status = status(error);
        try {
            Conn rendered = options.renderer().render(conn.putStatus(status).mergeRespHeaders(fields),
                    new Failure(error, status, fields));
            Conn sent = rendered.state() == State.SET ? rendered.sendResp() : rendered;
            if (conn.progress().isPresent()) {
                LOG.log(status < 500 ? DEBUG : ERROR,
                        () -> conn.method() + " " + conn.requestPath() + " answered with " + status, error);
                return Optional.of(sent.halt());
            }
            LOG.log(ERROR, "an error renderer sent no response: end it in sendResp, html, json or text");
        } catch (AlreadySentException | DepartedException e) {
            error.addSuppressed(e);
        } catch (Exception e) {
            LOG.log(ERROR, "an error renderer failed itself: the plain response is sent", e);
        }
        return Optional.empty();
    }

    private int status(Throwable error) {
        if (error instanceof HttpException refusal) {
            return refusal.status();
        }
        return options.statuses().entrySet().stream().filter(each -> each.getKey().isInstance(error))
                .map(Map.Entry::getValue).findFirst().orElse(500);
    }
}
