package io.pastelli.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class HeldBackTest {
    private final HeldBack held = new HeldBack(new HeldBack.Spares());

    @Test
    void whatFillsTheRoomIsHeld() {
        ByteBuffer all = ByteBuffer.allocate(HeldBack.MOST);
        assertThat(held.add(all)).isTrue();
        assertThat(all.hasRemaining()).isFalse();
        assertThat(held.bytes().remaining()).isEqualTo(HeldBack.MOST);
    }

    @Test
    void whatIsLargerThanTheRoomIsNotTouched() {
        ByteBuffer block = ByteBuffer.allocate(4 * HeldBack.MOST);
        assertThat(held.add(block)).isFalse();
        assertThat(block.remaining()).isEqualTo(4 * HeldBack.MOST);
        assertThat(held.isEmpty()).isTrue();
    }

    @Test
    void whatDoesNotFitBehindTheOthersIsNotTouched() {
        assertThat(held.add(ByteBuffer.allocate(HeldBack.MOST - 1))).isTrue();
        assertThat(held.add(ByteBuffer.allocate(1), ByteBuffer.allocate(1))).isFalse();
        assertThat(held.bytes().remaining()).isEqualTo(HeldBack.MOST - 1);
    }
}
