package io.pastelli.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import io.pastelli.testkit.http2.Frame;
import io.pastelli.testkit.http2.Hpack;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection of HTTP/2 holds when it ends is given back: each byte is counted. */
class Http2FrameGateTest {
    private static final byte[] BLOCK = Hpack.block(":method", "POST", ":scheme", "http", ":path", "/",
            ":authority", "localhost", "x", "v".repeat(2_000));

    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void open() {
        var connection = new DefaultHttp2Connection(true);
        var gate = new Http2FrameGate(Probe.SETTINGS.http2(), connection);
        channel.config().setAllocator(memory);
        channel.pipeline().addLast(Http2Codec.of(Probe.SETTINGS, gate, connection));
        receive("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        receive(Frame.settings());
    }

    private void receive(Frame... frames) {
        for (Frame each : frames) {
            receive(each.bytes());
        }
    }

    private void receive(byte[] bytes) {
        ByteBuf in = memory.directBuffer(bytes.length).writeBytes(bytes);
        channel.writeInbound(in);
    }

    private long held() {
        return memory.metric().usedDirectMemory() + memory.metric().usedHeapMemory();
    }

    /** Forgets what went up and out. */
    private void drain() {
        channel.releaseInbound();
        channel.releaseOutbound();
    }

    private void close() {
        channel.finishAndReleaseAll();
        channel.checkException();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void ofAHeadThatGoesOn(int frames) {
        drain();
        long before = held();
        byte[] part = Arrays.copyOf(BLOCK, BLOCK.length / frames);
        receive(Frame.of(Frame.HEADERS, 0, 1, part));
        for (int i = 1; i < frames; i++) {
            receive(Frame.of(Frame.CONTINUATION, 0, 1, part));
        }
        assertThat(held()).as("the head so far").isGreaterThan(before);
        close();
        assertThat(held()).isZero();
    }

    @Test
    void ofAFrameThatHasNotComeWhole() {
        receive(Frame.headers(1, false, BLOCK));
        byte[] data = Frame.data(1, true, "x".repeat(10_000)).bytes();
        receive(Arrays.copyOf(data, 5_000));
        drain();
        assertThat(held()).isGreaterThanOrEqualTo(5_000);
        close();
        assertThat(held()).isZero();
    }

    @Test
    void ofDataForAStreamThatWeHaveReset() {
        receive(Frame.headers(1, false, BLOCK));
        Http2FrameStream stream = null;
        for (Object each; (each = channel.readInbound()) != null;) {
            if (each instanceof Http2HeadersFrame head) {
                stream = head.stream();
            }
            ReferenceCountUtil.release(each);
        }
        channel.writeOutbound(
                new DefaultHttp2ResetFrame(Http2Error.CANCEL).stream(Objects.requireNonNull(stream)));
        drain();
        long before = held();
        for (int i = 0; i < 20; i++) { // more than the window of a connection
            receive(Frame.data(1, false, new byte[16_000]));
        }
        assertThat(channel.inboundMessages()).as("dropped").isEmpty();
        drain();
        assertThat(held()).isEqualTo(before);
        close();
        assertThat(held()).isZero();
    }

    @Test
    void ofAFlood() {
        drain();
        assertThatThrownBy(() -> {
            for (int i = 0; i < 2_000; i++) {
                receive(Frame.ping(i));
            }
        }).isInstanceOf(Http2Exception.class).hasMessageContaining("pings");
        close();
        assertThat(held()).isZero();
    }
}
