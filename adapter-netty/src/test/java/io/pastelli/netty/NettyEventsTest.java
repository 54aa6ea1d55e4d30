package io.pastelli.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NettyEventsTest {
    private static final String EVENTS = "io.netty.jfr.enabled";

    private final String before = System.getProperty(EVENTS, "false");

    @AfterEach
    void restore() {
        System.setProperty(EVENTS, before);
    }

    @Test
    void nettysEventsForJfrAreOffWhenNobodyAsks() {
        System.clearProperty(EVENTS);
        assertThat(new NettyAdapter().name()).isEqualTo("netty");
        assertThat(System.getProperty(EVENTS)).isEqualTo("false");
    }

    @Test
    void whoAsksForThemGetsThem() {
        System.setProperty(EVENTS, "true");
        assertThat(new NettyAdapter().name()).isEqualTo("netty");
        assertThat(System.getProperty(EVENTS)).isEqualTo("true");
    }
}
