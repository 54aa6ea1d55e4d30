package io.pastelli.bayeux.server;

import io.pastelli.bayeux.cli.Problems.CannotRunException;
import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.backend.BackendProvider;
import io.pastelli.push.bayeux.backend.MemoryBackend;
import io.pastelli.owner.Time;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.ServiceLoader;

/** Opens the backend that {@code --backend} names. */
final class Backends {
    private static final String OPTION = "--backend";

    private Backends() {}

    /**
     * Opens it: {@code memory}, or the address of one that a module on the class path serves.
     *
     * @throws CannotRunException when there is none; the address itself is not told, it may hold a password
     */
    static Backend open(String where) {
        if (where.equals("memory")) {
            return new MemoryBackend(Time.system());
        }
        URI address = address(where);
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
            if (provider.serves(scheme)) {
                try {
                    return provider.open(address);
                } catch (IllegalArgumentException e) {
                    throw CannotRunException.of(OPTION, scheme + "://…: " + e.getMessage());
                }
            }
        }
        throw CannotRunException.of(OPTION, scheme + "://… is unknown: pass memory, or redis://host:port");
    }

    private static URI address(String where) {
        try {
            var address = new URI(where);
            if (address.getScheme() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw CannotRunException.of(OPTION, "has no such backend: pass memory, or redis://host:port");
    }
}
