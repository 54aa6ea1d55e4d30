package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.conn.Progress;
import io.pastelli.http.HttpException;
import io.pastelli.owner.Exit;
import io.pastelli.router.Router;
import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestTime;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TelemetryTest {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final TestTime time = new TestTime();
    private final Plug app = Router.of(r -> {
        r.get("/notes/:id", conn -> {
            time.advance(Duration.ofMillis(7));
            return conn.sendResp(200, conn.pathParam("id"));
        });
        r.get("/events", conn -> conn.sendChunked(200));
        r.get("/broken/:id", conn -> {
            throw new IllegalStateException("boom");
        });
        r.get("/gone", conn -> {
            throw new HttpException(410, "gone");
        });
    });

    @Test
    void aRequestStartsAndStops() throws InterruptedException {
        TestConn.get("/notes/7").call(Telemetry.plug(app, this::start, time)).exit();
        assertThat(next()).isEqualTo("start /notes/7");
        assertThat(next()).isEqualTo("enter");
        assertThat(next()).isEqualTo("leave");
        assertThat(next()).isEqualTo("stop /notes/:id 7");
        assertThat(events).isEmpty();
    }

    @Test
    void aFailureIsToldWithTheConnAsItWasAndItsStatus() throws InterruptedException {
        TestConn.get("/broken/1").call(Telemetry.plug(app, this::start, time)).exit();
        TestConn.get("/gone").call(Telemetry.plug(app, this::start, time)).exit();
        assertThat(failures(2)).containsExactly("exception /broken/:id 500", "exception /gone 410");
    }

    @Test
    void aStreamsEndIsToldWithItsReasonBytesAndTime() throws InterruptedException {
        TestConn test = TestConn.get("/events").call(Telemetry.plug(app, this::start, time));
        test.conn().chunk("12345");
        time.advance(Duration.ofSeconds(9));
        test.reset();
        assertThat(failures(1)).containsExactly("streamEnd ClientReset 5 9000");
    }

    @Test
    void aListenerThatFailsHarmsNobody() {
        Plug plug = Telemetry.plug(app, conn -> {
            throw new IllegalStateException("listener");
        });
        assertThat(TestConn.get("/notes/7").call(plug).status()).isEqualTo(200);
    }

    @Test
    void micrometerHasTimersByRouteAndAGaugeOfStreams() throws InterruptedException {
        var registry = new SimpleMeterRegistry();
        Plug plug = Telemetry.plug(app, MicrometerListener.of(registry, Router::matchPath), time);
        TestConn.get("/notes/7").call(plug).exit();
        TestConn.get("/notes/8").call(plug).exit();
        TestConn.request("INVENTED", "/notes/8").call(plug).exit();
        TestConn.get("/broken/1").call(plug).exit();
        TestConn stream = TestConn.get("/events").call(plug);
        var timer = registry.get("http.server.requests").tag("uri", "/notes/:id").tag("status", "200")
                .timer();
        assertThat(timer.count()).isEqualTo(2);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(14);
        assertThat(registry.get("http.server.requests").tag("method", "_OTHER").tag("status", "501")
                .tag("uri", "UNKNOWN")
                .timer().count()).isEqualTo(1);
        assertThat(registry.get("http.server.requests").tag("exception", "IllegalStateException")
                .tag("status", "500")
                .timer().count()).isEqualTo(1);
        assertThat(registry.get("http.server.streams.open").gauge().value()).isEqualTo(1);
        stream.leave();
        for (int i = 0; i < 500 && registry.find("http.server.streams").timer() == null; i++) {
            Thread.sleep(10);
        }
        assertThat(registry.get("http.server.streams").tag("exit", "ClientClosed").tag("uri", "/events")
                .timer().count())
                .isEqualTo(1);
        assertThat(registry.get("http.server.streams.open").gauge().value()).isZero();
    }

    @Test
    void openTelemetryHasASpanThatIsCurrentAndAChildOfTheCallers() throws InterruptedException {
        var spans = new Spans();
        var sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans)).build())
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance())).build();
        Plug current = Router.of(r -> {
            r.get("/notes/:id", conn -> conn.sendResp(200, Span.current().getSpanContext().getTraceId()));
            r.get("/events", conn -> conn.sendChunked(200));
            r.get("/broken", conn -> {
                throw new IllegalStateException("boom");
            });
        });
        Plug plug = Telemetry.plug(current, OpenTelemetryListener.of(sdk, Router::matchPath));
        String trace = "0af7651916cd43dd8448eb211c80319c";
        TestConn test = TestConn.get("/notes/7?token=secret")
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01").call(plug);
        assertThat(test.text()).isEqualTo(trace);
        SpanData span = spans.next();
        assertThat(span.getName()).isEqualTo("GET /notes/:id");
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                .isEqualTo(200);
        assertThat(span.toString()).doesNotContain("secret");

        TestConn stream = TestConn.get("/events").call(plug);
        assertThat(spans.ended).isEmpty();
        stream.leave();
        assertThat(spans.next().getAttributes().get(AttributeKey.stringKey("pastelli.exit")))
                .isEqualTo("ClientClosed");

        TestConn.get("/broken").call(plug);
        SpanData broken = spans.next();
        assertThat(broken.getName()).isEqualTo("GET /broken");
        assertThat(broken.getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("java.lang.IllegalStateException");
    }

    private TelemetryListener.Observed start(Conn started) {
        events.add("start " + started.requestPath());
        return new TelemetryListener.Observed() {
            @Override
            public TelemetryListener.Scope enter() {
                events.add("enter");
                return () -> events.add("leave");
            }

            @Override
            public void stop(Conn conn, Duration elapsed) {
                events.add("stop " + Router.matchPath(conn).orElse("") + " " + elapsed.toMillis());
            }

            @Override
            public void exception(Conn conn, Throwable error, int status, Duration elapsed) {
                events.add("exception " + Router.matchPath(conn).orElse("") + " " + status);
            }

            @Override
            public void streamEnd(Exit exit, Progress progress, Duration elapsed) {
                events.add("streamEnd " + exit.getClass().getSimpleName() + " " + progress.bytes() + " "
                        + elapsed.toMillis());
            }
        };
    }

    private java.util.List<String> failures(int number) throws InterruptedException {
        var found = new java.util.ArrayList<String>();
        while (found.size() < number) {
            String event = next();
            if (event.startsWith("exception") || event.startsWith("streamEnd")
                    || event.startsWith("no event")) {
                found.add(event);
            }
        }
        return found;
    }

    private String next() throws InterruptedException {
        String event = events.poll(5, TimeUnit.SECONDS);
        return event == null ? "no event came" : event;
    }

    private static final class Spans implements SpanExporter {
        private final BlockingQueue<SpanData> ended = new LinkedBlockingQueue<>();

        SpanData next() throws InterruptedException {
            SpanData span = ended.poll(5, TimeUnit.SECONDS);
            if (span == null) {
                throw new AssertionError("no span ended");
            }
            return span;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            ended.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
