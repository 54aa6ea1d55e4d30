package io.pastelli.testkit.client;

import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * How a TLS client introduces itself.
 *
 * @param context whom it trusts, and what it shows of itself
 * @param host the name it asks for (RFC 6066 section 3)
 * @param versions the versions it offers, such as {@code TLSv1.2}; none for the JDK's own choice
 * @param protocols what it offers by ALPN, such as {@code h2}; none for no ALPN
 */
public record TlsClient(SSLContext context, String host, List<String> versions, List<String> protocols) {
    /** Copies the lists. */
    public TlsClient {
        versions = List.copyOf(versions);
        protocols = List.copyOf(protocols);
    }

    /** Returns a client for {@code localhost} that offers no ALPN. */
    public static TlsClient of(SSLContext context) {
        return new TlsClient(context, "localhost", List.of(), List.of());
    }

    /** Returns this client asking for another name. */
    public TlsClient withHost(String name) {
        return new TlsClient(context, name, versions, protocols);
    }

    /** Returns this client with only these versions. */
    public TlsClient withVersions(String... offered) {
        return new TlsClient(context, host, List.of(offered), protocols);
    }

    /** Returns this client with these protocols in its ALPN, the dearest first. */
    public TlsClient withProtocols(String... offered) {
        return new TlsClient(context, host, versions, List.of(offered));
    }

    SSLEngine engine(int port) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        if (!versions.isEmpty()) {
            parameters.setProtocols(versions.toArray(String[]::new));
        }
        if (Character.isLetter(host.charAt(host.length() - 1))) { // the JDK names no host without a dot by itself
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        parameters.setApplicationProtocols(protocols.toArray(String[]::new));
        engine.setSSLParameters(parameters);
        return engine;
    }
}
