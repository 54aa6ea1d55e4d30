package io.pastelli.testkit.tck;

import io.pastelli.Server;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Requests;
import io.pastelli.testkit.client.Response;
import java.io.IOException;
import java.time.Duration;

/**
 * A running server of one case.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
public final class Site implements AutoCloseable {
    private final Server server;
    private final Protocol protocol;

    Site(Server server, Protocol protocol) {
        this.server = server;
        this.protocol = protocol;
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
        server.stop(Duration.ofMillis(100));
    }
}
