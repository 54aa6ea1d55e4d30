package io.pastelli.push.sse.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.http.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryLogTest extends EventLogContract {
    @Override
    protected EventLog create(int events, long bytes) {
        return new MemoryLog(events, bytes);
    }

    @Test
    void whoAppendsWhileBeingToldIsToldNext() {
        var told = new ArrayList<String>();
        try (var log = new MemoryLog()) {
            log.start(new EventLog.Node() {
                @Override
                public void told(Entry entry) {
                    told.add(entry.event().utf8());
                    if (told.size() < 3) {
                        log.append("a", Bytes.of("answer"));
                        told.add("after");
                    }
                }

                @Override
                public void lost(long upTo) {}
            });
            log.append("a", Bytes.of("first"));
        }
        assertThat(told).containsExactly("first", "after", "answer");
    }

    @Test
    void anIdOfAnEarlierProcessIsUnknown() throws InterruptedException {
        long before;
        try (var earlier = new MemoryLog()) {
            before = earlier.append("a", Bytes.of("x"));
        }
        Thread.sleep(5); // a process takes longer than this to start
        try (var log = new MemoryLog()) {
            assertThat(log.read(OptionalLong.of(before), Set.of("a"), 9, 99))
                    .isEqualTo(new Missed(false, log.told(), List.of()));
        }
    }

    @Test
    void aBoundIsAtLeastOne() {
        assertThatThrownBy(() -> new MemoryLog(0, 1)).hasMessageContaining("at least 1 event");
        assertThatThrownBy(() -> new MemoryLog(1, 0)).hasMessageContaining("at least 1 event");
    }
}
