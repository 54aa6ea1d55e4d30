package io.pastelli.bayeux.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.bayeux.status.Meter.Channel;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MeterTest {
    private final Meter meter = new Meter();

    private void subscribe(String channel, int clients) {
        for (int i = 0; i < clients; i++) {
            meter.subscribed("client" + i, channel, Instant.EPOCH);
        }
    }

    @Test
    void theBusiestChannelsComeFirst() {
        subscribe("/a", 1);
        subscribe("/b", 3);
        subscribe("/c", 2);
        subscribe("/d", 2);
        assertThat(meter.busiest(3)).containsExactly(new Channel("/b", 3), new Channel("/c", 2),
                new Channel("/d", 2));
        assertThat(meter.channels()).isEqualTo(4);
    }

    @Test
    void aChannelWithoutSubscribersIsForgotten() {
        subscribe("/a", 2);
        meter.unsubscribed("client0", "/a", Instant.EPOCH);
        assertThat(meter.busiest(9)).containsExactly(new Channel("/a", 1));
        meter.unsubscribed("client1", "/a", Instant.EPOCH);
        assertThat(meter.busiest(9)).isEmpty();
        assertThat(meter.channels()).isZero();
    }
}
