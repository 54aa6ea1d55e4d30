package io.pastelli.push.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageIdsTest {
    @Test
    void idsSortAsTheyWereMadeEvenWhenTheClockIsPutBack() {
        var clock = new AtomicLong(1_790_000_000_000L);
        var ids = new MessageIds(() -> Instant.ofEpochMilli(clock.get()));
        var made = Stream.generate(() -> {
            clock.addAndGet(clock.get() % 7 == 0 ? -500 : 1);
            return ids.next();
        }).limit(10_000).toList();
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anIdIsAUuidOfVersion7ThatTellsWhenItWasMade() {
        UUID id = UUID.fromString(
                new MessageIds(InstantSource.fixed(Instant.ofEpochMilli(1_790_000_000_123L))).next());
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(1_790_000_000_123L);
    }
}
