package io.pastelli;

import io.pastelli.adapter.Adapter;
import io.pastelli.adapter.Listener;
import io.pastelli.conn.Dispatcher;
import io.pastelli.conn.Plug;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;

/**
 * Serves a plug on the embedded server whose adapter is on the class path.
 *
 * {@snippet :
 * void main() {
 *     Pastelli.http(conn -> conn.sendResp(200, "hello"), 4001);
 * }
 * }
 */
public final class Pastelli {
    private Pastelli() {}

    /**
     * Serves {@code plug} over HTTP on {@code port}, 0 for a free one.
     *
     * @see #http(Plug, ServerOptions)
     */
    public static Server http(Plug plug, int port) {
        return http(plug, ServerOptions.port(port));
    }

    /**
     * Serves {@code plug} over HTTP.
     *
     * @throws IllegalStateException when there is no adapter on the class path, or several and none is chosen by
     *         {@link ServerOptions#adapter} or {@code -Dpastelli.adapter}
     * @throws UncheckedIOException when the port is taken or cannot be bound; the message says what to do
     */
    public static Server http(Plug plug, ServerOptions options) {
        Adapter adapter = Adapters.choose(options.adapter());
        var dispatcher = new Dispatcher(plug, options.settings());
        try {
            Listener listener = adapter.listen(options.settings(), dispatcher);
            return new Server(adapter.name(), listener, dispatcher);
        } catch (IOException e) {
            dispatcher.close();
            int port = options.settings().port();
            String where = options.settings().host() + ":" + port;
            throw new UncheckedIOException(e instanceof BindException
                    ? "port " + port
                            + " is in use or not yours: stop the other process or pass another port (asked for "
                            + where + ", which has to be an address of this machine)"
                    : "cannot listen on " + where, e);
        }
    }
}
