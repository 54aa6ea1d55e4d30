package io.pastelli.bench.micro;

import io.pastelli.conn.Conn;
import io.pastelli.http.HttpException;
import io.pastelli.router.Router;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The router's own cost: match, parameters, and what it puts into the conn; its routes do nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RouterBenchmark {
    private final Conn hit = FakeExchange.conn("/pages/page3");
    private final Conn params = FakeExchange.conn("/things3/17/parts/4");
    private final Conn missing = FakeExchange.conn("/things3/17/nothing/4");
    private Router router = router(2);

    /** How many routes there are. */
    @Param({"10", "1000", "10000"})
    public int routes;

    /** Defines them. */
    @Setup
    public void define() {
        router = router(routes);
    }

    /** Half of the routes are literal, half have two parameters; all send nothing but those of a dispatch. */
    static Router router(int routes) {
        return Router.of(r -> {
            for (int i = 0; i < routes; i += 2) {
                int number = i / 2;
                r.get("/pages/page" + number, conn -> conn);
                r.get("/things" + number + "/:thing/parts/:part",
                        conn -> conn.resp(200, conn.pathParam("part")));
            }
        });
    }

    /** A literal path. */
    @Benchmark
    public Conn hit() throws Exception {
        return router.call(hit);
    }

    /** A path with two parameters, both put into the conn, one read. */
    @Benchmark
    public Conn params() throws Exception {
        return router.call(params);
    }

    /** A path without a route: the search and the exception that becomes the 404. */
    @Benchmark
    public int miss() throws Exception {
        try {
            return router.call(missing).port();
        } catch (HttpException e) {
            return e.status();
        }
    }
}
