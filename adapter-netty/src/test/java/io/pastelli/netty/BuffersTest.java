package io.pastelli.netty;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

/** The count of buffers that the other tests rely on. */
class BuffersTest {
    @Test
    void aBufferInUseIsCountedUntilItsLastRelease() {
        Buffers.begin();
        ByteBuf buffer = ByteBufAllocator.DEFAULT.directBuffer(16);
        ByteBuf slice = buffer.retainedSlice();
        buffer.release();
        assertThatThrownBy(Buffers::assertNoneInUse).isInstanceOf(AssertionError.class);
        slice.release();
        Buffers.assertNoneInUse();
    }
}
