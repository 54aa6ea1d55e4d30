package io.pastelli.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.pastelli.http.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(QuietNetty.class)
class BodyQueueTest {
    private final BodyQueue queue = new BodyQueue(BodyQueue.OF_CONNECTION);

    @Test
    void manySmallPiecesAreNotKeptAsTheyCame() throws IOException {
        byte[] sent = bytes(10_000);
        ByteBuf read = Unpooled.wrappedBuffer(sent);
        while (read.isReadable()) {
            queue.add(read.readRetainedSlice(1));
        }
        assertThat(read.refCnt()).isLessThan(20);
        assertThat(queue.size()).isEqualTo(10_000);
        queue.end(Headers.empty());
        assertThat(rest(1000)).isEqualTo(sent);
        assertThat(read.refCnt()).isOne();
        read.release();
    }

    @Test
    void piecesOfAnySizeComeInOrder() throws IOException {
        var random = new Random(2);
        byte[] sent = bytes(300_000);
        ByteBuf all = Unpooled.wrappedBuffer(sent);
        var got = new ByteArrayOutputStream();
        var buffer = new byte[3000];
        while (all.isReadable() || queue.size() > 0) {
            for (int i = random.nextInt(30); i > 0 && all.isReadable(); i--) {
                int most = random.nextInt(10) == 0 ? 2000 : 100;
                queue.add(all.readRetainedSlice(Math.min(all.readableBytes(), 1 + random.nextInt(most))));
            }
            got.write(buffer, 0, Math.max(0, queue.read(buffer, 0, 1 + random.nextInt(buffer.length))));
        }
        assertThat(got.toByteArray()).isEqualTo(sent);
        assertThat(all.refCnt()).isOne();
        all.release();
    }

    @Test
    void whatIsLeftIsReleased() {
        ByteBuf all = Unpooled.wrappedBuffer(bytes(100));
        while (all.isReadable()) {
            queue.add(all.readRetainedSlice(1));
        }
        queue.close("it is over");
        assertThat(all.refCnt()).isOne();
        all.release();
    }

    private byte[] rest(int step) throws IOException {
        var got = new ByteArrayOutputStream();
        var buffer = new byte[step];
        for (int count = queue.read(buffer, 0, step); count >= 0; count = queue.read(buffer, 0, step)) {
            got.write(buffer, 0, count);
        }
        return got.toByteArray();
    }

    private static byte[] bytes(int count) {
        var bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
