package io.pastelli.bayeux.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.bayeux.cli.Problems.CannotRunException;
import io.pastelli.owner.Time;
import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.backend.BackendProvider;
import io.pastelli.push.bayeux.backend.MemoryBackend;
import java.net.URI;
import org.junit.jupiter.api.Test;

class BackendsTest {
    /** A backend that a module on the class path brings. */
    public static final class Shelf implements BackendProvider {
        @Override
        public boolean serves(String scheme) {
            return scheme.equals("shelf");
        }

        @Override
        public Backend open(URI address) {
            if (address.getHost() == null) {
                throw new IllegalArgumentException("name a host");
            }
            return new MemoryBackend(Time.system());
        }
    }

    @Test
    void aModuleOnTheClassPathBringsItsBackend() {
        try (var backend = Backends.open("Shelf://user:secret@host")) {
            assertThat(backend.sessions()).isEmpty();
            assertThat(backend.available()).isTrue();
        }
    }

    @Test
    void whatItRefusesIsToldWithoutThePassword() {
        assertThatThrownBy(() -> Backends.open("shelf:user:secret")).isInstanceOf(CannotRunException.class)
                .hasMessage("--backend shelf://…: name a host");
    }
}
