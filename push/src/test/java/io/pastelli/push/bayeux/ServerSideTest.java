package io.pastelli.push.bayeux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pastelli.conn.Conn;
import io.pastelli.push.bayeux.backend.Backend.Reason;
import io.pastelli.push.bayeux.extension.Extension;
import io.pastelli.push.bayeux.extension.Incoming;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.message.Json;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.monitor.Monitor;
import io.pastelli.push.bayeux.protocol.Authorizer;
import io.pastelli.push.bayeux.session.Session;
import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the application does: publish, subscribe, deliver, extend, authorize, watch. */
class ServerSideTest {
    private final TestTime time = new TestTime();
    private final Bayeux bayeux = Bayeux.create(options -> options.withTime(time)
            .withExtensionDeadline(Duration.ofMillis(300)).withLazy(Duration.ofSeconds(3), "/lazy/*"));
    private final Call call = new Call(bayeux);
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @Test
    void theServerSubscribesAndUnsubscribesFromInside() throws Exception {
        bayeux.subscribe("/a/*", (event, subscription) -> {
            if (event.data().text().equals("2")) {
                subscription.unsubscribe();
            }
            seen.add(event.data().text());
        });
        assertThat(bayeux.sessions()).isEmpty();
        bayeux.publish("/a/b", 1);
        call.publish(call.handshake(), "/a/b", "2");
        assertThat(next()).isEqualTo("1");
        assertThat(next()).isEqualTo("2");
        assertThat(bayeux.channels()).isEmpty();
        assertThat(bayeux.publish("/a/b", 3)).isZero();
    }

    @Test
    void theServersSubscriptionOutlivesEveryTimeOut() throws Exception {
        bayeux.subscribe("/a", (event, subscription) -> seen.add(event.data().text()));
        for (int i = 0; i < 10; i++) {
            awaitWaiting();
            time.advance(Duration.ofSeconds(25));
        }
        bayeux.publish("/a", 1);
        assertThat(next()).isEqualTo("1");
    }

    @Test
    void aListenerThatFailsIsCalledAgain() throws Exception {
        bayeux.subscribe("/a", (event, subscription) -> {
            seen.add(event.data().text());
            throw new IllegalStateException("on purpose");
        });
        bayeux.publish("/a", 1);
        bayeux.publish("/a", 2);
        assertThat(next()).isEqualTo("1");
        assertThat(next()).isEqualTo("2");
    }

    @Test
    void nothingIsPublishedOnPatternsMetaOrServices() {
        for (String channel : List.of("/a/*", "/meta/x", "/service/x", "a")) {
            assertThatIllegalArgumentException().isThrownBy(() -> bayeux.publish(channel, 1));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> bayeux.subscribe("/meta/*", (e, s) -> {}));
    }

    @Test
    void oneClientIsReachedAloneAndItsAttributesAreKept() {
        String client = call.handshake();
        call.handshake();
        assertThat(bayeux.deliver(client, "/private", "hi")).isTrue();
        assertThat(bayeux.deliver("gone", "/private", "hi")).isFalse();
        Session session = bayeux.session(client).orElseThrow();
        session.attributes().put("name", "Ada");
        assertThat(bayeux.session(client).orElseThrow().attributes()).containsEntry("name", "Ada");
        assertThat(Call.data(call.poll(client))).containsExactly("hi");
    }

    @Test
    void aBatchGoesOutInOneAnswer() {
        String client = call.handshake();
        TestConn poll = call.connect(client);
        poll.conn();
        Session session = bayeux.session(client).orElseThrow();
        session.batch(() -> {
            session.deliver("/a", 1);
            session.deliver("/a", 2);
        });
        assertThat(Call.data(Call.messages(poll.text()))).containsExactly(1, 2);
    }

    @Test
    void lazyEventsWaitForOthersOrForTheirTime() throws Exception {
        String client = call.handshake();
        call.subscribe(client, "/**");
        TestConn poll = call.connect(client);
        poll.conn();
        bayeux.publish("/lazy/a", 1);
        bayeux.publish("/now", 2);
        assertThat(Call.data(Call.messages(poll.text()))).containsExactly(1, 2);
        TestConn next = call.connect(client);
        next.conn();
        bayeux.publish("/lazy/a", 3);
        awaitWaiting();
        time.advance(Duration.ofSeconds(3));
        assertThat(Call.data(Call.messages(next.text()))).containsExactly(3);
    }

    @Test
    void extensionsAreAskedInOrderAndARefusalStopsTheEffect() {
        bayeux.extension(named("1")).extension(new Extension() {
            @Override
            public Incoming incoming(Incoming in) {
                return in.message().ext().containsKey("bad") ? in.reject("not so") : in;
            }
        }).extension(named("2"));
        String client = call.handshake();
        seen.clear();
        assertThat(call.one("[{'channel':'/meta/subscribe','subscription':'/a','ext':{'bad':1},'clientId':'"
                + client + "'}]")).containsEntry("successful", false).containsEntry("error", "403::not so");
        assertThat(bayeux.channels()).isEmpty();
        assertThat(seen).containsExactly("1/meta/subscribe");
    }

    @Test
    void extensionsChangeAndDropWhatPasses() {
        Extension extension = new Extension() {
            @Override
            public Incoming incoming(Incoming in) {
                return in.message() instanceof Message.Publish said
                        ? in.with(said.withData(Json.of("changed")))
                        : in;
            }

            @Override
            public Optional<Event> outgoing(Event event, Session session, Conn conn) {
                return event.channel().equals("/b") ? Optional.empty() : Optional.of(event);
            }
        };
        bayeux.extension(extension);
        String client = call.handshake();
        call.subscribe(client, "/**");
        call.publish(client, "/a", "1");
        call.publish(client, "/b", "1");
        assertThat(Call.data(call.poll(client))).containsExactly("changed");
        bayeux.removeExtension(extension);
        call.publish(client, "/b", "1");
        assertThat(Call.data(call.poll(client))).containsExactly(1);
    }

    @Test
    void anExtensionThatHangsOrFailsHasItsMessageRefused() {
        bayeux.extension(new Extension() {
            @Override
            public Incoming incoming(Incoming in) {
                if (in.message().channel().equals("/hang")) {
                    try {
                        TimeUnit.SECONDS.sleep(60);
                    } catch (InterruptedException e) {
                        seen.add("interrupted");
                    }
                }
                if (in.message().channel().equals("/fail")) {
                    throw new IllegalStateException("on purpose");
                }
                return in;
            }
        });
        String client = call.handshake();
        assertThat(call.publish(client, "/hang", "1")).containsEntry("error", "500::Internal server error");
        assertThat(call.publish(client, "/fail", "1")).containsEntry("error", "500::Internal server error");
        assertThat(call.publish(client, "/fine", "1")).containsEntry("successful", true);
    }

    @Test
    void authorizersHaveToAgree() {
        bayeux.authorizer(new Authorizer() {
            @Override
            public boolean mayHandshake(Message.Handshake handshake, Conn conn) {
                return !handshake.ext().containsKey("bad");
            }

            @Override
            public boolean maySubscribe(Session session, String channel, Conn conn) {
                return !channel.endsWith("*");
            }

            @Override
            public boolean mayCreate(Session session, String channel, Conn conn) {
                return !channel.equals("/new");
            }

            @Override
            public boolean mayPublish(Session session, Message.Publish message, Conn conn) {
                return !message.channel().startsWith("/secret");
            }
        });
        assertThat(call.one("[{'channel':'/meta/handshake','version':'1.0','ext':{'bad':1},"
                + "'supportedConnectionTypes':['long-polling']}]")).containsEntry("successful", false)
                .containsEntry("advice", Map.of("reconnect", "none"));
        String client = call.handshake();
        assertThat(call.subscribe(client, "/a/**")).containsEntry("error", "403:/a/**:Forbidden channel");
        assertThat(call.subscribe(client, "/new")).containsEntry("error", "403:/new:Forbidden channel");
        assertThat(call.publish(client, "/secret/a", "1")).containsEntry("successful", false);
        assertThat(call.publish(client, "/a", "1")).containsEntry("successful", true);
    }

    private void told(String... events) throws Exception {
        for (String expected : events) {
            assertThat(next()).isEqualTo(expected);
        }
    }

    @Test
    void monitorsAreToldOfEachOfTheEightEventsOnce() throws Exception {
        bayeux.monitor(new Log(seen));
        String a = call.handshake();
        String b = call.handshake();
        call.subscribe(a, "/x");
        call.subscribe(a, "/x");
        call.subscribe(b, "/x");
        call.publish(a, "/x", "1");
        call.poll(b);
        told("+" + a, "+" + b, "+/x", a + " in /x", b + " in /x", a + " says 1", b + " gets 1"); // once it was taken
        call.one("[{'channel':'/meta/disconnect','clientId':'" + b + "'}]");
        call.one("[{'channel':'/meta/unsubscribe','subscription':'/x','clientId':'" + a + "'}]");
        told(b + " out /x", "-" + b + " DISCONNECTED", a + " out /x", "-/x");
        time.advance(Duration.ofSeconds(50));
        assertThat(next()).isEqualTo("-" + a + " EXPIRED");
        assertThat(seen).isEmpty();
    }

    private record Log(BlockingQueue<String> seen) implements Monitor {
        @Override
        public void createdClient(String client, Instant at) {
            seen.add("+" + client);
        }

        @Override
        public void destroyedClient(String client, Reason reason, Instant at) {
            seen.add("-" + client + " " + reason);
        }

        @Override
        public void createdChannel(String channel, Instant at) {
            seen.add("+" + channel);
        }

        @Override
        public void destroyedChannel(String channel, Instant at) {
            seen.add("-" + channel);
        }

        @Override
        public void subscribed(String client, String channel, Instant at) {
            seen.add(client + " in " + channel);
        }

        @Override
        public void unsubscribed(String client, String channel, Instant at) {
            seen.add(client + " out " + channel);
        }

        @Override
        public void received(Optional<String> client, Event event, Instant at) {
            seen.add(client.orElse("server") + " says " + event.data());
        }

        @Override
        public void delivered(String client, Event event, Instant at) {
            seen.add(client + " gets " + event.data());
        }
    }

    private Extension named(String name) {
        return new Extension() {
            @Override
            public Incoming incoming(Incoming in) {
                seen.add(name + in.message().channel());
                return in;
            }
        };
    }

    private String next() throws InterruptedException {
        String next = seen.poll(10, TimeUnit.SECONDS);
        return next == null ? "nothing came" : next;
    }

    /** Waits until the deadlines have been set: their thread waits by the clock. */
    private void awaitWaiting() throws InterruptedException {
        for (int i = 0; i < 1000 && time.waiting() < 2; i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
