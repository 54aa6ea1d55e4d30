package io.pastelli.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.pastelli.conn.Conn;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiled table against a matcher that goes through the routes one by one. */
class RouteTableTest {
    private static final List<String> METHODS = List.of("GET", "POST", "HEAD", "*");
    private static final List<String> ASKED = List.of("GET", "POST", "HEAD", "PUT");
    private static final List<String> WORDS = List.of("a", "b", "c", "ab", "a.c", "ab.c", "aa.c");
    private static final List<String> AFFIXED = List.of("a:p%d", ":p%d.c", "a:p%d.c", "ab:p%d");
    private final Conn get = Call.get(c -> c.sendResp(200, ""), "/").conn();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theTableFindsWhatALinearSearchFinds(long seed) {
        var random = new Random(seed);
        Conn conn = get;
        for (int i = 0; i < 2_000; i++) {
            List<Route> routes = routes(random, 1 + random.nextInt(25));
            RouteTable table = RouteTable.of(routes);
            for (int j = 0; j < 10; j++) {
                List<String> path = words(random, 5);
                String method = pick(random, ASKED);
                assertThat(table.find(conn.putMethod(method), path))
                        .as("seed %d: %s %s in %s", seed, method, path, routes)
                        .isSameAs(routes.stream().filter(each -> each.answers(method) && accepts(each, path))
                                .findFirst().orElse(null));
                assertThat(table.accepting(conn, path))
                        .isEqualTo(routes.stream().filter(each -> accepts(each, path)).toList());
            }
        }
    }

    @Test
    void aLookupAllocatesNothingHitOrMiss() {
        RouteTable table = RouteTable.of(large(1_000));
        List<String> miss = List.of("r77", "x", "y", "nothing");
        List<String> hit = List.of("r77", "x", "y");
        assertThat(allocated(table, miss)).as("bytes of 100 000 misses").isZero();
        assertThat(allocated(table, hit)).as("bytes of 100 000 hits").isZero();
    }

    @Test
    void aMatchedRequestCostsAFewHundredBytes() throws Exception {
        var router = Router.of(r -> r.get("/users/:id", conn -> conn));
        Conn conn = Call.get(c -> c.sendResp(200, ""), "/users/7").conn();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 1_000; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            router.call(conn);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).as("bytes of one call").isLessThan(512);
    }

    @Test
    void segmentsWithoutEscapesAreNotCopied() {
        List<String> plain = List.of("a", "b");
        assertThat(Segments.decoded(plain)).isSameAs(plain);
    }

    private long allocated(RouteTable table, List<String> path) {
        var threads = (ThreadMXBean) ManagementFactory
                .getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) { // the first rounds still load classes
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100_000; i++) {
                Segments.decoded(path);
                table.find(get, path);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    static List<Route> large(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> route("GET", i == 77 ? "/r:n/:a/x:b" : "/r" + i + "/:a/:b", i)).toList();
    }

    private static List<Route> routes(Random random, int size) {
        var routes = new ArrayList<Route>();
        for (int i = 0; i < size; i++) {
            var path = new StringBuilder("/");
            int length = random.nextInt(5);
            for (int depth = 0; depth < length; depth++) {
                path.append(switch (random.nextInt(4)) {
                    case 0 -> ":p" + depth;
                    case 1 -> pick(random, AFFIXED).formatted(depth);
                    default -> pick(random, WORDS);
                }).append('/');
            }
            routes.add(route(pick(random, METHODS), path + (random.nextInt(6) == 0 ? "*rest" : ""), i));
        }
        return routes;
    }

    private static Route route(String method, String path, int order) {
        return new Route(method, PatternParser.parse(path), conn -> conn, order);
    }

    private static boolean accepts(Route route, List<String> path) {
        List<Segment> segments = route.pattern().segments();
        boolean length = route.pattern().glob()
                ? path.size() >= segments.size()
                : path.size() == segments.size();
        return length && IntStream.range(0, segments.size()).allMatch(i -> switch (segments.get(i)) {
            case Segment.Literal literal -> Objects.equals(literal.text(), path.get(i));
            case Segment.Param _ -> true;
            case Segment.Affixed each ->
                path.get(i).matches(Pattern.quote(each.before()) + ".+" + Pattern.quote(each.after()));
        });
    }

    private static List<String> words(Random random, int most) {
        return IntStream.range(0, random.nextInt(most + 1)).mapToObj(_ -> pick(random, WORDS)).toList();
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
