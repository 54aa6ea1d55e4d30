package io.pastelli.push.mailbox;

import static io.pastelli.push.mailbox.Box.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.http.Bytes;
import io.pastelli.push.mailbox.store.MailboxEvent;
import io.pastelli.push.mailbox.store.MailboxLimits;
import io.pastelli.push.mailbox.store.Message;
import io.pastelli.testkit.TestConn;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** GET, what it answers, and what becomes of messages. */
class MailboxPlugTest {
    @Test
    void aMessageThatWaitsIsTheAnswer() {
        try (var box = new Box()) {
            Message sent = box.boxes.get("foobar").send("my totally awesome message");
            TestConn got = box.get("/foobar");
            assertThat(got.status()).isEqualTo(200);
            assertThat(got.text()).isEqualTo("my totally awesome message");
            assertThat(got.header("content-type")).isEqualTo("text/plain; charset=utf-8");
            assertThat(got.header("mailbox-id")).isEqualTo(sent.id());
            assertThat(got.header("mailbox-deliveries")).isEqualTo("1");
            assertThat(got.header("mailbox-sent")).isEqualTo(sent.sentAt().toString());
            assertThat(got.header("cache-control")).isEqualTo("no-store");
            assertThat(got.header("x-content-type-options")).isEqualTo("nosniff");
        }
    }

    @Test
    void whoWaitsGetsTheMessageWhenItIsSent() {
        try (var box = new Box()) {
            TestConn held = box.waiting("/foobar");
            box.boxes.get("foobar").send("application/json", Bytes.of("{}"));
            assertThat(held.text()).isEqualTo("{}");
            assertThat(held.header("content-type")).isEqualTo("application/json");
            eventually(() -> box.boxes.get("foobar").waiters() == 0);
        }
    }

    @Test
    void whenNothingComesItIs504After30Seconds() {
        try (var box = new Box()) {
            TestConn held = box.waiting("/foobar");
            box.advance(Duration.ofSeconds(29));
            assertThat(held.end()).isEqualTo(TestConn.End.OPEN);
            box.advance(Duration.ofSeconds(1));
            assertThat(held.status()).isEqualTo(504);
            assertThat(held.header("cache-control")).isEqualTo("no-store");
            assertThat(box.count(MailboxEvent.TimedOut.class)).isEqualTo(1);
        }
    }

    @Test
    void timeAndStatusOfThatMayBeChosen() {
        try (var box = new Box(
                options -> options.withTimeout(Duration.ofSeconds(5)).withTimeoutStatus(204))) {
            TestConn held = box.waiting("/foobar");
            box.advance(Duration.ofSeconds(5));
            assertThat(held.status()).isEqualTo(204);
            assertThat(held.text()).isEmpty();
        }
    }

    @Test
    void clientsAreSentBackAtDifferentTimes() {
        try (var box = new Box(options -> options.withJitter(0.1))) {
            var held = Stream.generate(() -> box.waiting("/foobar")).limit(40).toList();
            box.advance(Duration.ofSeconds(27).minusMillis(1));
            assertThat(held).allMatch(each -> each.end() == TestConn.End.OPEN);
            box.advance(Duration.ofSeconds(3));
            eventually(() -> held.stream().anyMatch(each -> each.end() == TestConn.End.COMPLETE));
            assertThat(box.boxes.get("foobar").waiters()).isPositive();
            box.advance(Duration.ofSeconds(3).plusMillis(1));
            held.forEach(each -> assertThat(each.status()).isEqualTo(504));
        }
    }

    @Test
    void waitersAreServedFirstComeFirstServed() {
        try (var box = new Box()) {
            var held = IntStream.range(0, 20).mapToObj(i -> box.waiting("/foobar")).toList();
            for (int i = 0; i < 20; i++) {
                box.boxes.get("foobar").send("m" + i);
            }
            for (int i = 0; i < 20; i++) {
                assertThat(held.get(i).text()).isEqualTo("m" + i);
            }
        }
    }

    @Test
    void whatWasWrittenToAPlainClientIsGone() {
        try (var box = new Box()) {
            box.boxes.get("foobar").send("one");
            assertThat(box.get("/foobar").text()).isEqualTo("one");
            eventually(() -> box.count(MailboxEvent.Acknowledged.class) == 1);
            box.advance(Duration.ofMinutes(1));
            assertThat(box.boxes.get("foobar").purge()).isZero();
        }
    }

    @Test
    void aPlainClientThatLeavesBeforeItHasAllPutsItsMessageBackInFront() {
        try (var box = new Box()) {
            TestConn slow = box.waiting("/foobar").stall();
            box.boxes.get("foobar").send("one");
            box.boxes.get("foobar").send("two");
            slow.awaitBlocked();
            assertThat(box.boxes.get("foobar").size()).isEqualTo(1);
            slow.reset();
            eventually(() -> box.boxes.get("foobar").size() == 2);
            TestConn next = box.get("/foobar");
            assertThat(next.text()).isEqualTo("one");
            assertThat(next.header("mailbox-deliveries")).isEqualTo("2");
            assertThat(box.get("/foobar").text()).isEqualTo("two");
        }
    }

    @Test
    void whoLeavesWhileWaitingLosesNothing() {
        try (var box = new Box()) {
            TestConn gone = box.waiting("/foobar");
            TestConn stays = box.waiting("/foobar");
            gone.leave();
            eventually(() -> box.boxes.get("foobar").waiters() == 1);
            box.boxes.get("foobar").send("one");
            assertThat(stays.text()).isEqualTo("one");
            assertThat(stays.header("mailbox-deliveries")).isEqualTo("1");
            assertThat(box.count(MailboxEvent.Left.class)).isEqualTo(1);
        }
    }

    @Test
    void aClientThatAcknowledgesDoesSoWithItsNextRequest() {
        try (var box = new Box()) {
            box.boxes.get("foobar").send("one");
            box.boxes.get("foobar").send("two");
            TestConn first = box.get("/foobar", "mailbox-ack", "");
            TestConn second = box.get("/foobar", "mailbox-ack", first.header("mailbox-id"));
            assertThat(first.text() + second.text()).isEqualTo("onetwo");
            TestConn third = box.waiting("/foobar?ack=" + second.header("mailbox-id"));
            assertThat(box.count(MailboxEvent.Acknowledged.class)).isEqualTo(2);
            third.leave();
            assertThat(box.boxes.get("foobar").purge()).isZero();
        }
    }

    @Test
    void whatItDoesNotAcknowledgeComesAgainWhenTheLeaseIsOver() {
        try (var box = new Box(options -> options.withTimeout(Duration.ofMinutes(5)))) {
            box.boxes.get("foobar").send("one");
            TestConn first = box.get("/foobar", "mailbox-consumer", "me");
            assertThat(first.text()).isEqualTo("one");
            first.exit();
            TestConn held = box.waiting("/foobar", "mailbox-consumer", "me");
            box.advance(Duration.ofSeconds(30));
            assertThat(held.text()).isEqualTo("one");
            assertThat(held.header("mailbox-deliveries")).isEqualTo("2");
            assertThat(held.header("mailbox-id")).isEqualTo(first.header("mailbox-id"));
        }
    }

    @Test
    void aMessageIsAcknowledgedByDelete() {
        try (var box = new Box()) {
            box.boxes.get("foobar").send("one");
            String id = box.get("/foobar?ack=").header("mailbox-id");
            var delete = TestConn.request("DELETE", "/foobar/" + id);
            assertThat(box.send(delete).status()).isEqualTo(204);
            assertThat(box.send(delete).status()).isEqualTo(404);
            assertThat(box.boxes.get("foobar").purge()).isZero();
        }
    }

    @Test
    void aPoisonousMessageGetsOutOfTheWay() {
        try (var box = new Box(made -> made.withLimits(MailboxLimits.DEFAULT.withDeliveries(2, 10)),
                Access.open(), serving -> serving)) {
            box.boxes.get("foobar").send("poison");
            box.boxes.get("foobar").send("good");
            for (int i = 0; i < 2; i++) {
                assertThat(box.get("/foobar?ack=").text()).isEqualTo("poison");
                box.advance(Duration.ofSeconds(30));
            }
            assertThat(box.get("/foobar?ack=").text()).isEqualTo("good");
            assertThat(box.boxes.get("foobar").deadLetters()).hasSize(1);
            assertThat(box.boxes.get("foobar").revive()).isEqualTo(1);
            assertThat(box.get("/foobar?ack=").text()).isEqualTo("poison");
        }
    }

    @Test
    void aStopTellsThoseWhoWaitToAskElsewhere() {
        try (var box = new Box()) {
            TestConn held = box.waiting("/foobar");
            var stop = held.stop(Duration.ofSeconds(5));
            assertThat(held.status()).isEqualTo(503);
            assertThat(stop.join()).isZero();
            assertThat(held.header("retry-after")).isNotEmpty();
            eventually(() -> box.boxes.get("foobar").waiters() == 0);
        }
    }

    @Test
    void tooManyWaitersAreSentAwayWithATime() {
        try (var box = new Box(options -> options.withWaiters(2, 3))) {
            box.waiting("/foobar");
            TestConn second = box.waiting("/foobar");
            TestConn third = box.get("/foobar");
            assertThat(third.status()).isEqualTo(429);
            assertThat(third.header("retry-after")).isEqualTo("2");
            assertThat(third.header("cache-control")).isEqualTo("no-store");
            box.waiting("/other");
            assertThat(box.get("/third").status()).isEqualTo(429); // the address has three
            second.leave();
            eventually(() -> box.boxes.get("foobar").waiters() == 1);
            box.waiting("/third");
        }
    }
}
