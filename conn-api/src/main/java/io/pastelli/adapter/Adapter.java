package io.pastelli.adapter;

import java.io.IOException;

/**
 * One embedded HTTP server. Found with {@link java.util.ServiceLoader}; the swap of a server is the swap of this.
 *
 * <p>
 * An adapter parses requests, moves bytes and tells of ends; it decides nothing that can be decided above it (see
 * {@code SPEC.md}).
 */
public interface Adapter {
    /** Returns the short name it is chosen by: {@code "netty"}. */
    String name();

    /**
     * Binds and begins to accept; each request goes to {@code receiver}.
     *
     * @throws java.net.BindException when the address is taken
     * @throws IOException when it cannot be bound for another reason
     */
    Listener listen(Settings settings, Receiver receiver) throws IOException;
}
