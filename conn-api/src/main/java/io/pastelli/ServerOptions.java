package io.pastelli;

import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.Http2;
import io.pastelli.adapter.KeepAlive;
import io.pastelli.adapter.Limits;
import io.pastelli.adapter.Settings;
import io.pastelli.adapter.Timeouts;
import io.pastelli.tls.Tls;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to serve: everything has a default. Immutable.
 *
 * {@snippet :
 * Pastelli.http(app, ServerOptions.port(4001).adapter("netty").halfClose(HalfClose.IS_SERVED));
 * }
 *
 * @param adapter the adapter's name, empty for the one on the class path
 * @param settings everything the adapter is started with
 * @param plainPort a second port, that speaks plain HTTP while the first speaks TLS; 0 for a free one, empty for none
 */
public record ServerOptions(Optional<String> adapter, Settings settings, OptionalInt plainPort) {
    /** Makes options without a second port. */
    public ServerOptions(Optional<String> adapter, Settings settings) {
        this(adapter, settings, OptionalInt.empty());
    }

    /** Returns the default options on a port, 0 for a free one. */
    public static ServerOptions port(int port) {
        return new ServerOptions(Optional.empty(), Settings.DEFAULT.withPort(port));
    }

    /** Returns these options with an adapter chosen by name. */
    public ServerOptions adapter(String name) {
        return new ServerOptions(Optional.of(name), settings, plainPort);
    }

    /** Returns these options with another address to listen on; default {@code 0.0.0.0}. */
    public ServerOptions host(String host) {
        return with(settings.withHost(host));
    }

    /** Returns these options with other limits. */
    public ServerOptions limits(Limits limits) {
        return with(settings.withLimits(limits));
    }

    /** Returns these options with other time-outs. */
    public ServerOptions timeouts(Timeouts timeouts) {
        return with(settings.withTimeouts(timeouts));
    }

    /** Returns these options with another meaning of a client's FIN. */
    public ServerOptions halfClose(HalfClose meaning) {
        return with(settings.withHalfClose(meaning));
    }

    /** Returns these options with another TCP keep-alive. */
    public ServerOptions keepAlive(KeepAlive keepAlive) {
        return with(settings.withKeepAlive(keepAlive));
    }

    /** Returns these options with another SO_SNDBUF in bytes; 0, the default, is the system's own choice. */
    public ServerOptions sendBuffer(int bytes) {
        return with(settings.withSendBuffer(bytes));
    }

    /** Returns these options with TLS on the port; {@link Pastelli#https(io.pastelli.conn.Plug, ServerOptions)} needs it. */
    public ServerOptions tls(Tls tls) {
        return with(settings.withTls(tls));
    }

    /**
     * Returns these options with a second port for plain HTTP, beside the one with TLS; the same plug is served on both
     * and can tell by {@code conn.scheme()}.
     *
     * {@snippet :
     * Plug secured = Plug.pipeline(SSL.plug(), app); // sends browsers to https
     * Pastelli.https(secured, ServerOptions.port(443).tls(Tls.selfSigned()).alsoHttp(80));
     * }
     *
     * @param port the port, 0 for a free one
     */
    public ServerOptions alsoHttp(int port) {
        return new ServerOptions(adapter, settings, OptionalInt.of(port));
    }

    /** Returns these options with other options for HTTP/2. */
    public ServerOptions http2(Http2 http2) {
        return with(settings.withHttp2(http2));
    }

    private ServerOptions with(Settings changed) {
        return new ServerOptions(adapter, changed, plainPort);
    }
}
