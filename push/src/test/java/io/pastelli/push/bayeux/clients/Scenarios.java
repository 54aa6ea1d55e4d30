package io.pastelli.push.bayeux.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.push.bayeux.clients.RealClient.Got;
import io.pastelli.push.bayeux.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What every client has to get through, over every transport, on every adapter. */
public final class Scenarios {
    private static final long PATIENCE_SECONDS = 30;
    private static final Map<String, Object> ODD = Map.of("text", "ü \u2028 \u0000 😀 </script>", "list",
            Arrays.asList(1, null, 1.5, List.of(List.of()), true), "nested", Map.of("a", Map.of("b", "")));

    private Scenarios() {}

    /** Two clients, not of one kind, in one room: what they do with their own servers. */
    public static void everyday(Site site, RealClient one, RealClient other, String transport)
            throws Exception {
        one.connect();
        other.connect();
        one.subscribe("/room/a");
        one.subscribe("/deep/**");
        other.subscribe("/room/*");
        other.publish("/room/a", 0);
        one.publish("/room/b", 1); // for who asks for /room/*
        one.publishAll("/room/a", range(2, 12)); // few enough for one request
        range(12, 112).forEach(n -> site.bayeux().publish("/room/a", n));
        eventually("the room's messages", () -> one.got().size() == 111 && other.got().size() == 112);
        assertThat(one.got()).extracting(Got::channel).containsOnly("/room/a");
        assertThat(numbers(one)).startsWith(0, 2).isSorted().doesNotHaveDuplicates();
        assertThat(numbers(other)).containsExactlyElementsOf(range(0, 112));

        other.publish("/deep/a", 112);
        other.publish("/deep/a/b/c", 113);
        eventually("what is below /deep", () -> one.got().size() == 113);
        assertThat(one.got().subList(111, 113)).containsExactly(new Got("/deep/a", 112),
                new Got("/deep/a/b/c", 113));

        other.subscribe("/odd");
        one.publish("/odd", ODD);
        eventually("odd data", () -> other.got().size() == 113);
        assertThat(other.got().getLast()).isEqualTo(new Got("/odd", ODD));

        one.unsubscribe("/room/a");
        other.publish("/room/a", 114);
        eventually("its own message", () -> other.got().size() == 114);
        assertThat(one.call("/service/echo", Map.of("who", "one"))).isEqualTo(Map.of("who", "one"));
        assertThat(one.got()).hasSize(113);
        eventually("its transport", () -> one.transport().equals(transport));

        for (RealClient each : List.of(one, other)) {
            // a connect that comes after the goodbye is refused, which CometD's client takes for both
            eventually("held connects", () -> site.bayeux().sessions().stream().allMatch(Scenarios::held));
            each.disconnect();
        }
        eventually("the end of the sessions", () -> site.bayeux().sessions().isEmpty());
        assertThat(site.bayeux().channels()).isEmpty();
    }

    /** The connection is cut under a held connect: what comes before the next is neither lost nor doubled. */
    public static void cut(Site site, RealClient client) throws Exception {
        Session session = settled(site, client);
        for (int round = 0; round < 2; round++) {
            site.gate().shut();
            eventually("the server knows", () -> !session.connected());
            site.bayeux().publish("/news", 2 * round + 1);
            site.bayeux().publish("/news", 2 * round + 2);
            site.gate().open();
            int all = 2 * round + 3;
            eventually("what was published meanwhile", () -> client.got().size() >= all);
            eventually("a held connect", () -> held(session));
        }
        site.bayeux().publish("/news", 5);
        eventually("the last", () -> client.got().size() >= 6);
        assertThat(numbers(client)).containsExactlyElementsOf(range(0, 6));
        assertThat(client.id()).isEqualTo(session.id());
    }

    /** The connection is cut at any moment, but the client acknowledges. */
    public static void acknowledged(Site site, RealClient client) throws Exception {
        Session session = settled(site, client);
        assertThat(session.acknowledges()).isTrue();
        int many = 200;
        for (int i = 1; i < many; i++) {
            site.bayeux().publish("/news", i);
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            if (i % 40 == 39) {
                site.gate().cut();
            }
        }
        eventually("all of them", () -> client.got().size() >= many);
        assertThat(numbers(client)).containsExactlyElementsOf(range(0, many));
        assertThat(client.id()).isEqualTo(session.id());
    }

    /** The server is stopped, and another comes in its place: the client shakes hands with that by itself. */
    public static void restart(Site site, RealClient client) throws Exception {
        Session session = settled(site, client);
        site.restart();
        back(site, client, session);
    }

    /** The client is away for longer than its session lives: it begins another by itself. */
    public static void expiry(Site site, RealClient client) throws Exception {
        Session session = settled(site, client);
        site.gate().shut();
        eventually("the server knows", () -> !session.connected());
        eventually("the end of the session", () -> {
            site.leap(); // again, should a last connect have been on its way
            return site.bayeux().sessions().isEmpty();
        });
        site.gate().open();
        back(site, client, session);
    }

    private static void back(Site site, RealClient client, Session before) throws Exception {
        eventually("its subscription", () -> site.bayeux().channels().contains("/news"));
        site.bayeux().publish("/news", 1);
        eventually("what is published after", () -> client.got().size() >= 2);
        assertThat(numbers(client)).containsExactly(0, 1);
        assertThat(client.id()).isNotEqualTo(before.id());
    }

    /** Connects and subscribes, and gets a first event; returns when the next connect is held. */
    private static Session settled(Site site, RealClient client) throws Exception {
        client.connect();
        client.subscribe("/news");
        Session session = site.bayeux().sessions().iterator().next();
        site.bayeux().publish("/news", 0);
        eventually("the first event", () -> client.got().size() == 1);
        eventually("a held connect", () -> held(session));
        return session;
    }

    private static boolean held(Session session) {
        return !session.delivering() && session.connected();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static List<Integer> numbers(RealClient client) throws Exception {
        var numbers = new ArrayList<Integer>();
        for (Got got : client.got()) {
            numbers.add(number(got.data()));
        }
        return numbers;
    }

    private static int number(@Nullable Object data) {
        return data instanceof Number number ? number.intValue() : -1;
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void eventually(String what, Condition condition) throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as(what + " within " + PATIENCE_SECONDS + " s").isLessThan(until);
            LockSupport.parkNanos(2_000_000);
        }
    }
}
