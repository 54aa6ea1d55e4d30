package io.pastelli.bench.micro;

import io.pastelli.adapter.Settings;
import io.pastelli.conn.Dispatcher;
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

/** A whole call, from the adapter's exchange through a plug to the complete response, without a server. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DispatchBenchmark {
    private final Dispatcher text = new Dispatcher(
            conn -> conn.putRespContentType("text/plain").sendResp(200, "hello, world"), Settings.DEFAULT);
    private final Dispatcher routed = new Dispatcher(RouterBenchmark.router(60), Settings.DEFAULT);

    /** The owner is scheduled by the caller, as by an I/O thread. */
    @Benchmark
    @Fork(value = 1, jvmArgs = "--add-opens=java.base/java.lang=ALL-UNNAMED")
    public FakeExchange opened() {
        return call(text, "/");
    }

    /** The same through a router of 60 routes, two path parameters. */
    @Benchmark
    @Fork(value = 1, jvmArgs = "--add-opens=java.base/java.lang=ALL-UNNAMED")
    public FakeExchange openedRouted() {
        return call(routed, "/things20/17/parts/4");
    }

    /** The owner is scheduled by the JVM: the hop to it and the wait for it are counted. */
    @Benchmark
    @Fork(value = 1, jvmArgs = "-Xshare:auto")
    public FakeExchange closed() {
        return call(text, "/");
    }

    private static FakeExchange call(Dispatcher dispatcher, String target) {
        var exchange = new FakeExchange(target);
        dispatcher.receive(exchange);
        while (!exchange.complete()) {
            Thread.onSpinWait();
        }
        return exchange;
    }
}
