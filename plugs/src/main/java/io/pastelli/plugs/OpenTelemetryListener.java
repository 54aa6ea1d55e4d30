package io.pastelli.plugs;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.pastelli.conn.Conn;
import io.pastelli.conn.Progress;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One server span a request in OpenTelemetry, after its semantic conventions for HTTP, as a child of the span that the
 * request's fields name. It is current while the plug runs; the span of a stream ends with the stream.
 *
 * <p>
 * Needs {@code io.opentelemetry:opentelemetry-api}. The query is not recorded: it may hold secrets.
 *
 * <p>
 * <b>Threading:</b> safe to share.
 */
public final class OpenTelemetryListener implements TelemetryListener {
    private final OpenTelemetry telemetry;
    private final Tracer tracer;
    private final Function<Conn, Optional<String>> route;

    private OpenTelemetryListener(OpenTelemetry telemetry, Function<Conn, Optional<String>> route) {
        this.telemetry = telemetry;
        this.tracer = telemetry.getTracer("io.pastelli");
        this.route = route;
    }

    /** Returns a listener; {@code route} gives the pattern of the route a conn has taken: {@code Router::matchPath}. */
    public static TelemetryListener of(OpenTelemetry telemetry, Function<Conn, Optional<String>> route) {
        return new OpenTelemetryListener(telemetry, route);
    }

    @Override
    public Observed start(Conn conn) {
        Context parent = telemetry.getPropagators().getTextMapPropagator().extract(Context.root(),
                conn.reqHeaders(),
                new FieldGetter());
        String method = TelemetryNames.method(conn.method());
        Span span = tracer.spanBuilder(method.equals("_OTHER") ? "HTTP" : method).setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", method)
                .setAttribute("url.scheme", conn.scheme()).setAttribute("url.path", conn.requestPath())
                .setAttribute("server.address", conn.host()).setAttribute("server.port", conn.port())
                .setAttribute("client.address", conn.remoteAddress().getHostAddress())
                .setAttribute("network.protocol.version", conn.protocol().replace("HTTP/", "")).startSpan();
        return new Spanned(span, method, parent);
    }

    private final class Spanned implements Observed {
        private final Span span;
        private final String method;
        private final Context parent;

        Spanned(Span span, String method, Context parent) {
            this.span = span;
            this.method = method;
            this.parent = parent;
        }

        @Override
        @SuppressWarnings("MustBeClosedChecker") // whoever enters closes
        public Scope enter() {
            return parent.with(span).makeCurrent()::close;
        }

        @Override
        public void stop(Conn conn, Duration elapsed) {
            Progress progress = conn.progress().orElse(null);
            describe(conn, progress == null ? conn.status().orElse(500) : progress.status());
            if (progress == null || !progress.stream()) {
                span.end();
            }
        }

        @Override
        public void exception(Conn conn, Throwable error, int status, Duration elapsed) {
            Progress progress = conn.progress().orElse(null);
            span.recordException(error).setAttribute("error.type", error.getClass().getName());
            describe(conn, progress == null ? status : progress.status());
            if (progress != null) {
                span.setStatus(StatusCode.ERROR); // the response was cut
            }
            if (progress == null || !progress.stream()) {
                span.end();
            }
        }

        @Override
        public void streamEnd(Exit exit, Progress progress, Duration elapsed) {
            span.setAttribute("pastelli.exit", exit.getClass().getSimpleName())
                    .setAttribute("http.response.body.size", progress.bytes());
            if (exit instanceof Exit.Failed failed) {
                span.setStatus(StatusCode.ERROR).recordException(failed.cause());
            }
            span.end();
        }

        private void describe(Conn conn, int status) {
            span.setAttribute("http.response.status_code", status);
            if (status >= 500) {
                span.setStatus(StatusCode.ERROR);
            }
            route.apply(conn).ifPresent(pattern -> span.setAttribute("http.route", pattern)
                    .updateName((method.equals("_OTHER") ? "HTTP" : method) + " " + pattern));
        }
    }

    private static final class FieldGetter implements TextMapGetter<Headers> {
        @Override
        @SuppressWarnings("deprecation") // still abstract
        public Iterable<String> keys(Headers fields) {
            List<String> names = new ArrayList<>();
            fields.forEach(field -> names.add(field.name()));
            return names;
        }

        @Override
        public @Nullable String get(@Nullable Headers fields, String name) {
            return fields == null ? null : fields.first(name).orElse(null);
        }
    }
}
