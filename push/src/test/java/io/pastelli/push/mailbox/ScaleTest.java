package io.pastelli.push.mailbox;

import static io.pastelli.push.mailbox.Box.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.testkit.TestConn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class ScaleTest {
    private static final int MANY = 10_000;

    @Test
    void tenThousandWaitHoldNoThreadAndEachGetsOne() {
        try (var box = new Box(serving -> serving.withWaiters(MANY, MANY))) {
            var held = new ArrayList<TestConn>();
            for (int i = 0; i < MANY; i++) {
                held.add(box.get("/box" + i % 100));
            }
            eventually(() -> waiting(box) == MANY);
            var sent = new HashSet<String>();
            for (int i = 0; i < MANY; i++) {
                sent.add(box.boxes.get("box" + i % 100).send("m" + i / 100).id());
            }
            var got = new HashSet<String>();
            held.forEach(each -> got.add(each.header("mailbox-id")));
            assertThat(got).isEqualTo(sent);
            assertThat(waiting(box)).isZero();
        }
    }

    @Test
    void tenThousandInOneLineMayLeaveAtOnce() {
        try (var box = new Box(serving -> serving.withWaiters(MANY, MANY))) {
            var held = new ArrayList<TestConn>();
            for (int i = 0; i < MANY; i++) {
                held.add(box.get("/foobar"));
            }
            eventually(() -> box.boxes.get("foobar").waiters() == MANY);
            box.advance(Duration.ofSeconds(30));
            eventually(() -> box.boxes.get("foobar").waiters() == 0);
            held.forEach(each -> assertThat(each.status()).isEqualTo(504));
        }
    }

    private static int waiting(Box box) {
        int all = 0;
        for (int i = 0; i < 100; i++) {
            all += box.boxes.get("box" + i).waiters();
        }
        return all;
    }
}
