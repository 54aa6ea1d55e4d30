package io.pastelli.testkit.tck;

import io.pastelli.Server;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Requests;
import io.pastelli.testkit.client.Response;
import io.pastelli.testkit.client.Wire;
import io.pastelli.testkit.http2.Http2Client;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A running server of one case.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
public final class Site implements AutoCloseable {
    private final Server server;
    private final Protocol protocol;
    private final @Nullable Leftovers leftovers;

    Site(Server server, Protocol protocol) {
        this(server, protocol, null);
    }

    /** Takes a server whose leftovers are looked at before it is stopped. */
    Site(Server server, Protocol protocol, @Nullable Leftovers leftovers) {
        this.server = server;
        this.protocol = protocol;
        this.leftovers = leftovers;
    }

    /** Returns the server. */
    public Server server() {
        return server;
    }

    /** Connects a client. */
    public RawClient connect() throws IOException {
        return protocol.connect(server.port(), 0);
    }

    /** Connects a client with a receive buffer of about so many bytes. */
    public RawClient connect(int receiveBuffer) throws IOException {
        return protocol.connect(server.port(), receiveBuffer);
    }

    /** Opens a connection over which nothing was sent but what TLS needs. */
    public Wire wire() throws IOException {
        return protocol.wire(server.port(), 0);
    }

    /** Connects a client that sends frames, with these settings: identifiers and values in turn. */
    public Http2Client http2(int... settings) throws IOException {
        return Http2Client.over(wire(), settings);
    }

    /** Returns the address of a path, for other programs. */
    public URI uri(String path) {
        return URI.create(protocol.scheme() + "://127.0.0.1:" + server.port() + path);
    }

    /** Sends a request on a connection of its own and reads the response; more bytes than a request are sent too. */
    public Response ask(String request) throws IOException {
        try (RawClient client = connect()) {
            client.send(request);
            return client.read(request.substring(0, request.indexOf(' ')));
        }
    }

    /** Gets a path on a connection of its own. */
    public Response get(String path, String... fieldLines) throws IOException {
        return ask(Requests.get(path, fieldLines));
    }

    @Override
    public void close() {
        if (leftovers != null) {
            leftovers.assertNone(server);
        }
        server.stop(Duration.ofMillis(100));
    }
}
