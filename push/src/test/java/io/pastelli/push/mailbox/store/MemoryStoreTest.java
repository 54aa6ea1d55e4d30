package io.pastelli.push.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.http.Bytes;
import io.pastelli.push.mailbox.store.MailboxStore.Pushed;
import io.pastelli.testkit.TestTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends MailboxStoreContract {
    private final TestTime time = new TestTime();

    @Override
    protected MailboxStore create() {
        return new MemoryStore(time, 1 << 20);
    }

    @Override
    protected void advance(Duration by) {
        time.advance(by);
    }

    @Test
    void allMailboxesTogetherAreBoundedByTheirBytes() {
        try (var store = new MemoryStore(time, 1000)) {
            assertThat(store.push("a", message("1", 600))).isEqualTo(Pushed.ACCEPTED);
            assertThat(store.push("b", message("2", 600))).isEqualTo(Pushed.FULL);
            store.purge("a");
            assertThat(store.push("b", message("2", 600))).isEqualTo(Pushed.ACCEPTED);
        }
    }

    private static Message message(String id, int size) {
        return new Message(id, Message.TEXT, Bytes.of(new byte[size]), Instant.EPOCH);
    }
}
