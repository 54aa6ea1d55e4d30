package io.pastelli.push.bayeux.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.http.Bytes;
import io.pastelli.push.bayeux.backend.Backend.Batch;
import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.backend.Limits;
import io.pastelli.push.bayeux.backend.MemoryBackend;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An event is encoded once, however many get it and however many ask at the same moment. */
class EventTest {
    private static final int SUBSCRIBERS = 10_000;

    @Test
    void oneEventForTenThousandSubscribersIsEncodedOnceAndFramedOnce() throws Exception {
        var made = new AtomicInteger();
        Set<Bytes> encoded = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        Set<Object> framed = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        try (var backend = new MemoryBackend()) {
            backend.start(new Deaf(), Limits.DEFAULT);
            for (int i = 0; i < SUBSCRIBERS; i++) {
                backend.create("s" + i, Duration.ofMinutes(1));
                backend.subscribe("s" + i, List.of("/news"));
            }
            assertThat(backend.publish(Event.of("/news", List.of("text", 1)), List.of("/news", "/*", "/**")))
                    .isEqualTo(SUBSCRIBERS);
            atOnce(number -> {
                Batch batch = backend.take("s" + number, 10);
                Event event = batch.events().getFirst();
                encoded.add(event.encoded());
                framed.add(event.shared(StringBuilder.class, one -> {
                    made.incrementAndGet();
                    return new StringBuilder(one.encoded().utf8());
                }));
            });
        }
        assertThat(encoded).singleElement()
                .satisfies(bytes -> assertThat(bytes.utf8())
                        .isEqualTo("{\"channel\":\"/news\",\"data\":[\"text\",1]}"));
        assertThat(framed).hasSize(1);
        assertThat(made).hasValue(1);
    }

    private interface Subscriber {
        void get(int number);
    }

    private static void atOnce(Subscriber work) throws InterruptedException {
        var start = new CountDownLatch(1);
        var done = new CountDownLatch(SUBSCRIBERS);
        for (int i = 0; i < SUBSCRIBERS; i++) {
            int number = i;
            Thread.startVirtualThread(() -> {
                try {
                    start.await();
                    work.get(number);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    done.countDown();
                }
            });
        }
        start.countDown();
        done.await();
    }

    private static final class Deaf implements Backend.Listener {
        @Override
        public void waiting(String session, boolean lazy) {}

        @Override
        public void dropped(String session, Event event) {}

        @Override
        public void gone(Backend.Removed removed) {}

        @Override
        public void moved(String session) {}

        @Override
        public void ended(String session, Backend.Reason reason) {}
    }
}
