package io.pastelli.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.pastelli.testkit.http2.Frame;
import io.pastelli.testkit.http2.Hpack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which head of HTTP/2 goes on, however its bytes come. */
class OpenHeadTest {
    private static final byte[] BLOCK = Hpack.block(":method", "GET", ":path", "/", "x", "v".repeat(300));

    private final OpenHead head = new OpenHead();

    private void pass(Frame... frames) {
        for (Frame each : frames) {
            ByteBuf bytes = Unpooled.wrappedBuffer(each.bytes());
            head.passed(bytes, 0, bytes.writerIndex());
        }
    }

    @Test
    void noneBeforeTheFirstAndAfterAWholeOne() {
        assertThat(head.number()).isZero();
        pass(Frame.settings(3, 100), Frame.headers(1, true, BLOCK));
        assertThat(head.number()).isZero();
    }

    @Test
    void eachThatWaitsForItsContinuationHasItsNumber() {
        pass(Frame.headers(1, true, BLOCK), Frame.of(Frame.HEADERS, Frame.END_STREAM, 3, BLOCK));
        assertThat(head.number()).isEqualTo(2);
        pass(Frame.of(Frame.CONTINUATION, 0, 3), Frame.of(Frame.CONTINUATION, 0, 3, BLOCK));
        assertThat(head.number()).as("the same head").isEqualTo(2);
        pass(Frame.of(Frame.CONTINUATION, Frame.END_HEADERS, 3, BLOCK));
        assertThat(head.number()).isZero();
        pass(Frame.of(Frame.HEADERS, 0, 5));
        assertThat(head.number()).isEqualTo(3);
    }

    @Test
    void aPromiseIsAHeadToo() {
        pass(Frame.of(Frame.PUSH_PROMISE, 0, 1, new byte[4]));
        assertThat(head.number()).isEqualTo(1);
        pass(Frame.of(Frame.CONTINUATION, Frame.END_HEADERS, 1));
        assertThat(head.number()).isZero();
    }

    @Test
    void contentThatLooksLikeAHeadIsNone() {
        pass(Frame.data(1, false, Frame.of(Frame.HEADERS, 0, 3, BLOCK).bytes()));
        assertThat(head.number()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 8, 9, 10, 100})
    void theBytesMayComeInPieces(int size) {
        ByteBuf bytes = Unpooled.buffer();
        bytes.writeZero(7); // read before
        int from = bytes.writerIndex();
        bytes.writeBytes(Frame.settings().bytes())
                .writeBytes(Frame.of(Frame.HEADERS, Frame.END_STREAM, 1, BLOCK).bytes())
                .writeBytes(Frame.of(Frame.CONTINUATION, 0, 1, BLOCK).bytes());
        int end = bytes.writerIndex();
        bytes.writeBytes(Frame.of(Frame.CONTINUATION, Frame.END_HEADERS, 1).bytes()); // not read yet
        for (int at = from; at < end; at += size) {
            head.passed(bytes, at, Math.min(end, at + size));
        }
        assertThat(head.number()).isEqualTo(1);
        head.passed(bytes, end, bytes.writerIndex());
        assertThat(head.number()).isZero();
    }
}
