package io.pastelli.push.bayeux.backend;

import java.net.URI;

/**
 * Opens backends by their address, for programs that are told it at the start; found by {@link java.util.ServiceLoader}.
 *
 * <p>
 * A module names its implementation in {@code META-INF/services/io.pastelli.push.bayeux.backend.BackendProvider}.
 */
public interface BackendProvider {
    /** Tells whether addresses of this scheme, in lower case, are its own: {@code redis}. */
    boolean serves(String scheme);

    /**
     * Opens the backend at this address.
     *
     * @throws IllegalArgumentException when the address is wrong; its message is a sentence without the address, which may
     *         hold a password
     */
    Backend open(URI address);
}
