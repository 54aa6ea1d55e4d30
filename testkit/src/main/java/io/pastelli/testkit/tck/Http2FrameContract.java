package io.pastelli.testkit.tck;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Timeouts;
import io.pastelli.testkit.http2.ErrorCode;
import io.pastelli.testkit.http2.Frame;
import io.pastelli.testkit.http2.Hpack;
import io.pastelli.testkit.http2.Http2Client;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames right and wrong (RFC 9113 sections 4 to 6). */
@LeavesNothing
@Only(on = Only.Kind.HTTP_2, why = "HTTP/1.x has no frames")
interface Http2FrameContract extends Contract {
    private Site echo() {
        return serve(conn -> {
            if (conn.requestPath().equals("/held")) {
                conn.owner().sleep(java.time.Duration.ofSeconds(30));
            }
            return BodyContract.ECHO.call(conn);
        });
    }

    @ParameterizedTest
    @EnumSource
    default void aFrameThatBreaksTheRulesEndsItsStreamOrItsConnection(Misframe wrong) throws Exception {
        try (Site site = echo(); var heard = new Heard()) {
            try (Http2Client client = site.http2()) {
                try {
                    client.send(wrong.frames(client));
                } catch (IOException e) {
                    // ended meanwhile
                }
                Eventually.until("an answer with one of " + wrong.codes(),
                        () -> client.isEnded() || errors(client).stream().anyMatch(wrong.codes()::contains));
                if (errors(client).stream().noneMatch(wrong.codes()::contains)) {
                    assertThat(errors(client)).as("closed without a word, or with one of %s", wrong.codes())
                            .isEmpty();
                }
            }
            assertThat(site.get("/").status()).as("others are served").isEqualTo(200);
            heard.assertSilence();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    default void headersOnAStreamThatIsClosedEndTheConnection(int stream) throws Exception {
        try (Site site = echo(); Http2Client client = site.http2()) {
            for (int open : new int[]{1, 5}) { // which closes 3, too (RFC 9113 section 5.1.1)
                client.send(Frame.headers(open, true, client.head("GET", "/")));
                assertThat(client.answer(open).status()).isEqualTo(200);
            }
            client.send(Frame.headers(stream, true, client.head("GET", "/")));
            assertThat(client.awaitGoAway()).isIn(ErrorCode.STREAM_CLOSED, ErrorCode.PROTOCOL_ERROR);
            client.awaitEnd();
        }
    }

    @Test
    default void trailersOfAnUploadThatWasStoppedAreNoFault() throws Exception {
        try (Site site = serve(conn -> conn.sendResp(413, "no")); Http2Client client = site.http2()) {
            int stream = client.post("/", "content-length", "1000000");
            client.await("the stop", each -> each.is(Frame.RST_STREAM, stream));
            client.send(Frame.data(stream, false, "x"), Frame.headers(stream, true, Hpack.block("x", "y")));
            assertThat(client.answer(client.get("/")).status()).as("another stream").isEqualTo(413);
            assertThat(client.isEnded()).isFalse();
        }
    }

    /** Returns the errors that came; streams that end with their connection may have others than it. */
    private static List<ErrorCode> errors(Http2Client client) {
        return java.util.stream.IntStream.of(0, 1, 3, 5).boxed().flatMap(stream -> client.on(stream).stream())
                .filter(each -> each.frame().type() == Frame.GOAWAY
                        || each.frame().type() == Frame.RST_STREAM)
                .map(each -> each.frame().code()).filter(code -> code != ErrorCode.NO_ERROR).distinct()
                .toList();
    }

    @Test
    default void whatIsUnknownIsIgnored() throws Exception {
        try (Site site = echo(); Http2Client client = site.http2()) {
            client.send(Frame.of(0xbe, 0xff, 0, new byte[20]), Frame.settings(0xbeef, 7),
                    Frame.of(Frame.PRIORITY, 0, 7, new byte[]{0, 0, 0, 0, 5}),
                    Frame.of(Frame.PING, 0xfe, 0, new byte[8]));
            int stream = client.nextStream();
            client.send(Frame.of(Frame.HEADERS, Frame.END_HEADERS | 0x50, stream, client.head("POST", "/")),
                    Frame.of(0xbe, 0, stream, new byte[3]), Frame.data(stream, true, "hello"));
            assertThat(client.answer(stream).body()).isEqualTo("hello");
        }
    }

    @Test
    default void paddingAndPriorityAreNoContent() throws Exception {
        try (Site site = echo(); Http2Client client = site.http2()) {
            int stream = client.nextStream();
            byte[] block = client.head("POST", "/");
            var head = java.nio.ByteBuffer.allocate(6 + block.length + 7).put((byte) 7).putInt(0)
                    .put((byte) 15)
                    .put(block);
            client.send(
                    Frame.of(Frame.HEADERS, Frame.END_HEADERS | Frame.PADDED | Frame.PRIORITISED, stream,
                            head.array()),
                    Frame.of(Frame.DATA, Frame.PADDED, stream, "\u0003hello\0\0\0".getBytes(US_ASCII)),
                    Frame.of(Frame.DATA, Frame.PADDED | Frame.END_STREAM, stream, new byte[]{0}));
            assertThat(client.answer(stream).body()).isEqualTo("hello");
        }
    }

    @Test
    default void aHeadInManyContinuationsIsOne() throws Exception {
        try (Site site = serve(conn -> conn.sendResp(200, conn.reqHeader("x").orElse("none")));
                Http2Client client = site.http2()) {
            int stream = client.nextStream();
            byte[] block = client.head("GET", "/", "x", "value");
            client.send(Frame.of(Frame.HEADERS, Frame.END_STREAM, stream, block[0]));
            for (int i = 1; i < block.length - 1; i += 7) {
                client.send(Frame.of(Frame.CONTINUATION, 0, stream,
                        java.util.Arrays.copyOfRange(block, i, Math.min(block.length - 1, i + 7))));
            }
            client.send(Frame.of(Frame.CONTINUATION, Frame.END_HEADERS, stream, block[block.length - 1]));
            assertThat(client.answer(stream).body()).isEqualTo("value");
        }
    }

    @Test
    default void theTablesOfHpackAreKept() throws Exception {
        try (Site site = serve(conn -> conn.sendResp(200, conn.reqHeader("custom-key").orElse("none")));
                Http2Client client = site.http2()) {
            // like RFC 7541 appendix C.4.3: Huffman, and an entry that the second request refers to
            byte[] first = HexFormat.of().parseHex("828784" + "4088" + "25a849e95ba97d7f" + "89"
                    + "25a849e95bb8e8b4bf");
            for (byte[] block : List.of(first,
                    new byte[]{(byte) 0x82, (byte) 0x87, (byte) 0x84, (byte) 0xbe})) {
                int stream = client.nextStream();
                client.send(Frame.headers(stream, true, block));
                assertThat(client.answer(stream).body()).isEqualTo("custom-value");
            }
        }
    }

    @Test
    default void aConnectionThatBeginsWithGarbageIsClosed() throws Exception {
        var random = new Random(42);
        // in clear text it may be the slow beginning of a request of HTTP/1.1, which is given up too
        var timeouts = Timeouts.DEFAULT.withHead(Duration.ofMillis(300));
        try (Site site = serve(BodyContract.ECHO, options -> options.timeouts(timeouts));
                var heard = new Heard()) {
            for (int i = 0; i < 20; i++) {
                var bytes = new byte[24 + random.nextInt(200)];
                random.nextBytes(bytes);
                try (Http2Client client = Http2Client.silent(site.wire())) {
                    client.sendBytes(bytes);
                    client.awaitEnd();
                }
            }
            assertThat(site.get("/").status()).isEqualTo(200);
            heard.assertSilence();
        }
    }

    @Test
    default void randomFramesNeverHangOrLog() throws Exception {
        var random = new Random(42);
        try (Site site = echo(); var heard = new Heard()) {
            for (int i = 0; i < 60; i++) {
                try (Http2Client client = site.http2()) {
                    for (int k = 0; k < 20; k++) {
                        var payload = new byte[random.nextInt(40)];
                        random.nextBytes(payload);
                        client.send(Frame.of(random.nextInt(11), random.nextInt(256), random.nextInt(8),
                                payload));
                    }
                    client.send(Frame.headers(9, true, Hpack.block(":method", "GET")));
                } catch (IOException e) {
                    // closed: as it should be
                }
            }
            assertThat(site.get("/").status()).isEqualTo(200);
            if (Sockets.countable()) {
                Eventually.until("no socket is left in the server",
                        () -> Sockets.openOn(site.server().port()) == 0);
            }
            heard.assertSilence();
        }
    }
}
