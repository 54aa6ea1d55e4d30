package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.testkit.http2.ErrorCode;
import io.pastelli.testkit.http2.Frame;
import io.pastelli.testkit.http2.Http2Client;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that make a server work for nothing: ended with ENHANCE_YOUR_CALM, and nobody else suffers. */
@LeavesNothing
@Only(on = Only.Kind.HTTP_2, why = "HTTP/1.x has no frames")
interface Http2FloodContract extends Contract {
    /** More than any limit. */
    int MANY = 20_000;

    /** What is sent again and again. */
    enum Flood {
        RAPID_RESET {
            @Override
            Frame[] next(Http2Client client, int stream) {
                int fresh = client.nextStream();
                return new Frame[]{Frame.headers(fresh, true, client.head("GET", "/")),
                        Frame.reset(fresh, ErrorCode.CANCEL.code())};
            }
        },
        SETTINGS {
            @Override
            Frame[] next(Http2Client client, int stream) {
                return new Frame[]{Frame.settings(4, 65_535)};
            }
        },
        EMPTY_SETTINGS {
            @Override
            Frame[] next(Http2Client client, int stream) {
                return new Frame[]{Frame.settings()};
            }
        },
        PING {
            @Override
            Frame[] next(Http2Client client, int stream) {
                return new Frame[]{Frame.ping(1)};
            }
        },
        EMPTY_DATA {
            @Override
            Frame[] next(Http2Client client, int stream) {
                return new Frame[]{Frame.data(stream, false)};
            }
        },
        EMPTY_CONTINUATION {
            @Override
            Frame[] first(Http2Client client, int stream) {
                return new Frame[]{Frame.of(Frame.HEADERS, 0, stream, client.head("POST", "/"))};
            }

            @Override
            Frame[] next(Http2Client client, int stream) {
                return new Frame[]{Frame.of(Frame.CONTINUATION, 0, stream)};
            }
        };

        /** What comes first. */
        Frame[] first(Http2Client client, int stream) {
            return new Frame[]{Frame.headers(stream, false, client.head("POST", "/"))};
        }

        abstract Frame[] next(Http2Client client, int stream);
    }

    @ParameterizedTest
    @EnumSource
    default void aFloodIsEnded(Flood flood) throws Exception {
        try (Site site = serve(conn -> {
            conn.readBody();
            return conn.sendResp(200, "served");
        }); Http2Client bystander = site.http2(); var heard = new Heard()) {
            Optional<ErrorCode> code = Optional.empty();
            for (int round = 0; round < 3 && code.isEmpty(); round++) { // a reset may overtake GOAWAY
                code = flood(site, flood);
            }
            assertThat(code).contains(ErrorCode.ENHANCE_YOUR_CALM);
            int stream = bystander.post("/");
            bystander.send(Frame.data(stream, true, "x"));
            assertThat(bystander.answer(stream).status()).as("others are served").isEqualTo(200);
            heard.assertSilence();
        }
    }

    /** Floods one connection until it is ended; returns why it was, if the server came to say so. */
    private static Optional<ErrorCode> flood(Site site, Flood flood) throws IOException {
        try (Http2Client client = site.http2()) {
            int stream = client.nextStream();
            client.send(flood.first(client, stream));
            try {
                for (int i = 0; i < MANY && !client.isEnded(); i++) {
                    client.send(flood.next(client, stream));
                }
            } catch (IOException e) {
                // ended meanwhile
            }
            client.awaitEnd();
            return client.on(0).stream().filter(each -> each.frame().type() == Frame.GOAWAY)
                    .map(each -> each.frame().code()).filter(code -> code != ErrorCode.NO_ERROR).findFirst();
        }
    }

    @Test
    default void resetsWithinTheLimitAreServed() throws Exception {
        try (Site site = serve(ConnectionContract.ECHO_PATH); Http2Client client = site.http2()) {
            for (int i = 0; i < 150; i++) {
                client.send(Flood.RAPID_RESET.next(client, 0));
            }
            assertThat(client.answer(client.get("/after")).body()).isEqualTo("/after");
        }
    }

    @Test
    default void aRapidResetRunsNoMoreThanTheStreamsItMayHave() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        try (Site site = serve(conn -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                conn.owner().sleep(java.time.Duration.ofSeconds(10));
            } finally {
                running.decrementAndGet();
            }
            return conn.sendResp(200, "never");
        })) {
            flood(site, Flood.RAPID_RESET);
            Eventually.until("all owners are told", () -> running.get() == 0);
            assertThat(most.get()).as("owners at a time").isLessThanOrEqualTo(300);
        }
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(ints = {20_000, 200_000, 4_000_000})
    default void aHeaderSectionOverTheLimitIsRefused(int size) throws Exception {
        var plugs = new AtomicInteger();
        try (Site site = serve(conn -> {
            plugs.incrementAndGet();
            return conn.sendResp(200, "served");
        }); Http2Client client = site.http2(); var heard = new Heard()) {
            int stream = client.nextStream();
            byte[] block = client.head("GET", "/", "x", "v".repeat(size));
            try {
                for (int at = 0; at < block.length; at += 16_000) {
                    int end = Math.min(block.length, at + 16_000);
                    client.send(Frame.of(at == 0 ? Frame.HEADERS : Frame.CONTINUATION,
                            (at == 0 ? Frame.END_STREAM : 0) | (end == block.length ? Frame.END_HEADERS : 0),
                            stream,
                            java.util.Arrays.copyOfRange(block, at, end)));
                }
            } catch (IOException e) {
                // ended meanwhile
            }
            assertRefused(client, stream, 431);
            assertThat(plugs).hasValue(0);
            heard.assertSilence();
        }
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource({"90, true", "110, false", "2000, false"})
    default void theNumberOfFieldsOfAStreamIsLimited(int fields, boolean served) throws Exception {
        try (Site site = serve(conn -> conn.sendResp(200, "served")); Http2Client client = site.http2()) {
            var names = new String[fields * 2];
            java.util.Arrays.fill(names, "a");
            int stream = client.get("/", names);
            if (served) {
                assertThat(client.answer(stream).status()).isEqualTo(200);
            } else {
                assertRefused(client, stream, 431);
            }
        }
    }

    /** Asserts a status, or an end of the stream or of the connection: the server may choose. */
    static void assertRefused(Http2Client client, int stream, int status) {
        Eventually.until("an answer", () -> client.isEnded() || !client.on(stream).isEmpty());
        if (!client.isEnded()) {
            Http2Client.Answer answer = client.answer(stream);
            assertThat(answer.reset().isPresent() || answer.status() == status).as("refused, but: %s", answer)
                    .isTrue();
        }
    }
}
