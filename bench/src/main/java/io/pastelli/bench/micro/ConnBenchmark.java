package io.pastelli.bench.micro;

import io.pastelli.conn.Conn;
import io.pastelli.conn.SseEvent;
import io.pastelli.http.Bytes;
import io.pastelli.http.Headers;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Changes of a conn, of headers, and the encoding of an event. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ConnBenchmark {
    private final Conn conn = FakeExchange.conn("/users/17?page=2");
    private final Bytes body = Bytes.of("hello, world");
    private final Headers fields = Headers.of("host", "localhost", "user-agent", "curl/8.5.0", "accept",
            "*/*",
            "accept-encoding", "gzip, deflate", "cookie", "a=b; c=d");
    private final SseEvent event = SseEvent.of("{\"slide\":3,\"of\":17}").named("show").withId("17");
    private final SseEvent lines = SseEvent.of("first line\nsecond line\nthird line");

    /** One more response field. */
    @Benchmark
    public Conn putRespHeader() {
        return conn.putRespHeader("x-request-id", "0123456789abcdef");
    }

    /** Three assigns on top of each other. */
    @Benchmark
    public Conn assignThree() {
        return conn.assign("user", "jo").assign("locale", "fi").assign("theme", "dark");
    }

    /** Status and body. */
    @Benchmark
    public Conn resp() {
        return conn.resp(200, body);
    }

    /** A field in the middle of five. */
    @Benchmark
    public Optional<String> headersFirst() {
        return fields.first("accept");
    }

    /** A field of five replaced. */
    @Benchmark
    public Headers headersPut() {
        return fields.put("accept", "text/html");
    }

    /** Five fields from text, checked. */
    @Benchmark
    public Headers headersOf() {
        return Headers.of("host", "localhost", "user-agent", "curl/8.5.0", "accept", "*/*", "accept-encoding",
                "gzip, deflate", "cookie", "a=b; c=d");
    }

    /** An event of one line with name and id. */
    @Benchmark
    public Bytes sseEncode() {
        return event.encode();
    }

    /** An event of three lines. */
    @Benchmark
    public Bytes sseEncodeLines() {
        return lines.encode();
    }
}
