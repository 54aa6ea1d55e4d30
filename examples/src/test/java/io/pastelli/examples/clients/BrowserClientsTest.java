package io.pastelli.examples.clients;

import io.pastelli.conn.Plug;
import io.pastelli.examples.browser.Chromium;
import io.pastelli.examples.browser.InChromium;
import io.pastelli.examples.web.Served;
import io.pastelli.push.bayeux.BayeuxOptions;
import io.pastelli.push.bayeux.clients.Npm;
import io.pastelli.push.bayeux.clients.RealClient;
import io.pastelli.push.bayeux.clients.Scenarios;
import io.pastelli.push.bayeux.clients.Site;
import io.pastelli.router.Router;
import java.io.IOException;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The clients of Faye and CometD in a browser, over every transport they have there, on each adapter. */
@InChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserClientsTest {
    private @Nullable Plug pages;
    private @Nullable Served elsewhere;

    /** A client of a kind, and whether its page is of another origin than the server. */
    record Way(String adapter, String kind, String transport, boolean foreign) {
        static Stream<Way> on(String adapter) {
            return Stream.of(new Way(adapter, "faye", "websocket", false),
                    new Way(adapter, "faye", "eventsource", false),
                    new Way(adapter, "faye", "long-polling", false),
                    new Way(adapter, "faye", "callback-polling", false),
                    new Way(adapter, "faye", "cross-origin-long-polling", true),
                    new Way(adapter, "cometd", "websocket", false),
                    new Way(adapter, "cometd", "long-polling", false),
                    new Way(adapter, "cometd", "callback-polling", false),
                    new Way(adapter, "cometd", "long-polling", true));
        }

        /** A client of the other kind, over the nearest transport it has. */
        Way other() {
            return kind.equals("cometd")
                    ? new Way(adapter, "faye", foreign ? "cross-origin-long-polling" : transport, foreign)
                    : new Way(adapter, "cometd",
                            transport.equals("eventsource")
                                    ? "websocket"
                                    : transport.replace("cross-origin-", ""),
                            foreign);
        }

        @Override
        public String toString() {
            return adapter + ": " + kind + " over " + transport + (foreign ? " from another origin" : "");
        }
    }

    @BeforeAll
    void servePages() throws IOException, InterruptedException {
        Plug files = ClientPage.files(Npm.home());
        pages = files;
        elsewhere = Served.on("jetty", Router.of(r -> r.forward("/pages", files)));
    }

    @AfterAll
    void stop() {
        if (elsewhere != null) {
            elsewhere.close();
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void bothKindsDoWhatTheyDoWithTheirOwnServers(Way way, Chromium browser) throws Exception {
        try (var site = site(way, UnaryOperator.identity()); var page = page(way, site, browser)) {
            Scenarios.everyday(site, client(way, page, site, false), client(way.other(), page, site, false),
                    way.transport());
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void nothingIsLostOrDoubledByACutUnderAHeldConnect(Way way, Chromium browser) throws Exception {
        try (var site = site(way, UnaryOperator.identity()); var page = page(way, site, browser)) {
            Scenarios.cut(site, client(way, page, site, false));
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}")
    @MethodSource("cometd")
    void whoAcknowledgesLosesNothingWhenCutAtAnyMoment(Way way, Chromium browser) throws Exception {
        try (var site = site(way, UnaryOperator.identity()); var page = page(way, site, browser)) {
            Scenarios.acknowledged(site, client(way, page, site, true));
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void aRestartedServerIsFound(Way way, Chromium browser) throws Exception {
        try (var site = site(way, Site.LIVELY); var page = page(way, site, browser)) {
            Scenarios.restart(site, client(way, page, site, true));
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void whoWasAwayForTooLongBeginsAgain(Way way, Chromium browser) throws Exception {
        try (var site = site(way, Site.LIVELY); var page = page(way, site, browser)) {
            Scenarios.expiry(site, client(way, page, site, false));
        }
    }

    static Stream<Way> all() {
        return Stream.of("jetty", "undertow", "netty").flatMap(Way::on);
    }

    static Stream<Way> cometd() {
        return all().filter(way -> way.kind().equals("cometd"));
    }

    private Site site(Way way, UnaryOperator<BayeuxOptions> change) throws IOException {
        String origin = Objects.requireNonNull(elsewhere).url("");
        return new Site(way.adapter(), Objects.requireNonNull(pages),
                options -> change.apply(way.foreign() ? options.withOrigins(origin) : options));
    }

    private ClientPage page(Way way, Site site, Chromium browser) throws IOException, InterruptedException {
        String path = "/pages/page.html";
        return new ClientPage(browser.open(
                way.foreign() ? Objects.requireNonNull(elsewhere).url(path) : site.url(path)));
    }

    private static RealClient client(Way way, ClientPage page, Site site, boolean ack) throws Exception {
        return page.client(way.kind(), site.url("/bayeux"), way.transport(), ack);
    }
}
