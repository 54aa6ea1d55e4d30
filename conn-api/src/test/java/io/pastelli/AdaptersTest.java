package io.pastelli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.pastelli.adapter.Adapter;
import io.pastelli.adapter.Listener;
import io.pastelli.adapter.Receiver;
import io.pastelli.adapter.Settings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdaptersTest {
    private record Named(String name) implements Adapter {
        @Override
        public Listener listen(Settings settings, Receiver receiver) {
            throw new UnsupportedOperationException();
        }
    }

    private final Adapter jetty = new Named("jetty");
    private final Adapter netty = new Named("netty");

    @Test
    void theOnlyAdapterIsTaken() {
        assertThat(Adapters.choose(List.of(netty), Optional.empty())).isSameAs(netty);
    }

    @Test
    void twoAdaptersAndNoChoiceIsAnErrorThatNamesBoth() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Adapters.choose(List.of(jetty, netty), Optional.empty()))
                .withMessageContaining("jetty, netty").withMessageContaining("-Dpastelli.adapter");
    }

    @Test
    void aChoiceDecides() {
        assertThat(Adapters.choose(List.of(jetty, netty), Optional.of("netty"))).isSameAs(netty);
    }

    @Test
    void anUnknownChoiceNamesThoseThereAre() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Adapters.choose(List.of(jetty), Optional.of("tomcat")))
                .withMessageContaining("tomcat").withMessageContaining("jetty");
    }

    @Test
    void noAdapterSaysWhichArtifactsThereAre() {
        assertThatIllegalStateException().isThrownBy(() -> Pastelli.http(conn -> conn, 0))
                .withMessageContaining("pastelli-netty");
    }

    @Test
    void userOptionsWinOverDefaults() { // P-17
        ServerOptions options = ServerOptions.port(5).host("127.0.0.1").adapter("netty");
        assertThat(options.settings()).isEqualTo(Settings.DEFAULT.withPort(5).withHost("127.0.0.1"));
        assertThat(options.adapter()).contains("netty");
    }
}
