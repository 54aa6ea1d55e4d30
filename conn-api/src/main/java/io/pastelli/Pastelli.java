package io.pastelli;

import io.pastelli.adapter.Adapter;
import io.pastelli.adapter.Listener;
import io.pastelli.adapter.Settings;
import io.pastelli.conn.Dispatcher;
import io.pastelli.conn.Plug;
import io.pastelli.tls.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;

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
     * Serves {@code plug} over HTTP, or HTTPS where the options have {@link ServerOptions#tls}.
     *
     * @throws IllegalStateException when there is no adapter on the class path, or several and none is chosen by
     *         {@link ServerOptions#adapter} or {@code -Dpastelli.adapter}
     * @throws IllegalArgumentException when a second, plain port is asked for and the first has no TLS
     * @throws UncheckedIOException when a port is taken or cannot be bound, and then none is; the message says what to do
     */
    public static Server http(Plug plug, ServerOptions options) {
        return start(plug, options);
    }

    /**
     * Serves {@code plug} over HTTPS on {@code port}, 0 for a free one; HTTP/2 is offered.
     *
     * {@snippet :
     * Pastelli.https(app, 4443, Tls.pem(Path.of("cert.pem"), Path.of("key.pem")));
     * Pastelli.https(app, 4444, Tls.selfSigned()); // for development
     * }
     *
     * @see #https(Plug, ServerOptions)
     */
    public static Server https(Plug plug, int port, Tls tls) {
        return https(plug, ServerOptions.port(port).tls(tls));
    }

    /**
     * Serves {@code plug} over HTTPS.
     *
     * @throws IllegalArgumentException when the options have no {@link ServerOptions#tls}
     * @throws IllegalStateException as {@link #http(Plug, ServerOptions)}
     * @throws UncheckedIOException as {@link #http(Plug, ServerOptions)}
     */
    public static Server https(Plug plug, ServerOptions options) {
        if (options.settings().tls().isEmpty()) {
            throw new IllegalArgumentException(
                    "https needs a certificate: pass ServerOptions.tls(Tls.pem(certificate,"
                            + " key)), or Tls.selfSigned() for development");
        }
        return start(plug, options);
    }

    private static Server start(Plug plug, ServerOptions options) {
        List<Settings> ports = ports(options);
        Adapter adapter = Adapters.choose(options.adapter());
        var dispatcher = new Dispatcher(plug, options.settings());
        var listeners = new ArrayList<Listener>();
        try {
            for (Settings each : ports) {
                listeners.add(listen(adapter, each, dispatcher));
            }
            return new Server(adapter.name(), listeners, options, dispatcher);
        } catch (RuntimeException e) {
            listeners.forEach(Listener::close);
            dispatcher.close();
            throw e;
        }
    }

    private static List<Settings> ports(ServerOptions options) {
        Settings first = options.settings();
        if (options.plainPort().isEmpty()) {
            return List.of(first);
        }
        if (first.tls().isEmpty()) {
            throw new IllegalArgumentException(
                    "alsoHttp(" + options.plainPort().getAsInt() + ") adds a plain port to one"
                            + " with TLS: pass ServerOptions.tls too, or leave it out");
        }
        return List.of(first, first.withoutTls().withPort(options.plainPort().getAsInt()));
    }

    private static Listener listen(Adapter adapter, Settings settings, Dispatcher dispatcher) {
        try {
            return adapter.listen(settings, dispatcher);
        } catch (IOException e) {
            String where = settings.host() + ":" + settings.port();
            throw new UncheckedIOException(e instanceof BindException
                    ? "port " + settings.port()
                            + " is in use or not yours: stop the other process or pass another port (asked for "
                            + where + ", which has to be an address of this machine)"
                    : "cannot listen on " + where, e);
        }
    }
}
