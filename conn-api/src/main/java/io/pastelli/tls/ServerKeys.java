package io.pastelli.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the certificate by the name the client asks for (RFC 6066 section 3): the one for exactly this name, else one
 * with a wildcard for it, else the first. Of several for the same names, that with the kind of key the client takes.
 *
 * <p>
 * <b>Threading:</b> any thread. Looks at the files within a handshake now and then, which takes microseconds, and reads
 * them when they have changed.
 */
final class ServerKeys extends X509ExtendedKeyManager {
    private final List<Source> sources;
    private final Duration interval;

    /**
     * Where identities come from.
     *
     * @param host the name they are for, empty for those in the certificates
     * @param identities the identities
     */
    record Source(Optional<String> host, Reloading<List<Identity>> identities) {
        Source forHost(String name) {
            return new Source(Optional.of(name.toLowerCase(Locale.ROOT)), identities);
        }
    }

    /** An identity that can be chosen, and how it is called until it is used. */
    private record Candidate(String alias, List<String> names, Identity identity) {
        boolean hasKeyFor(String type) {
            String algorithm = identity.key().getAlgorithm();
            return type.equals(algorithm) || type.startsWith(algorithm + "_"); // EC_RSA: who signed it is no matter
        }
    }

    ServerKeys(List<Source> sources, Duration interval) {
        this.sources = List.copyOf(sources);
        this.interval = interval;
    }

    List<Source> sources() {
        return sources;
    }

    private List<Candidate> candidates() {
        return IntStream.range(0, sources.size()).boxed().flatMap(at -> {
            Source source = sources.get(at);
            int version = source.identities().version();
            List<Identity> all = source.identities().value(version).orElseGet(source.identities()::value);
            return IntStream.range(0, all.size()).mapToObj(index -> new Candidate(
                    at + "." + index + "." + version,
                    source.host().map(List::of).orElse(all.get(index).names()), all.get(index)));
        }).toList();
    }

    private List<Candidate> candidates(Optional<String> asked) {
        List<Candidate> all = candidates();
        List<String> first = all.getFirst().names();
        return asked.flatMap(name -> Stream.of(name, "*" + name.substring(Math.max(0, name.indexOf('.'))))
                .map(wanted -> which(all, candidate -> candidate.names().contains(wanted)))
                .filter(found -> !found.isEmpty()).findFirst())
                .orElseGet(() -> which(all, candidate -> candidate.names().equals(first)));
    }

    private static List<Candidate> which(List<Candidate> all, Predicate<Candidate> wanted) {
        return all.stream().filter(wanted).toList();
    }

    private @Nullable String choose(String type, @Nullable SSLSession session) {
        sources.forEach(source -> source.identities().refresh(interval.toNanos()));
        return candidates(serverName(session)).stream().filter(candidate -> candidate.hasKeyFor(type))
                .map(Candidate::alias).findFirst().orElse(null);
    }

    /** Returns the name the client asked for, lower-case. */
    static Optional<String> serverName(@Nullable SSLSession session) {
        return session instanceof ExtendedSSLSession extended
                ? extended.getRequestedServerNames().stream()
                        .filter(name -> name.getType() == StandardConstants.SNI_HOST_NAME)
                        .map(name -> name instanceof SNIHostName host
                                ? host
                                : new SNIHostName(name.getEncoded()))
                        .map(name -> name.getAsciiName().toLowerCase(Locale.ROOT)).findFirst()
                : Optional.empty();
    }

    private Optional<Identity> identity(String alias) {
        String[] parts = alias.split("\\.", -1);
        return sources.get(Integer.parseInt(parts[0])).identities().value(Integer.parseInt(parts[2]))
                .map(all -> all.get(Integer.parseInt(parts[1])));
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers,
            @Nullable SSLEngine engine) {
        return choose(keyType, engine == null ? null : engine.getHandshakeSession());
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers,
            @Nullable Socket socket) {
        return choose(keyType, socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return identity(alias).map(found -> found.chain().toArray(X509Certificate[]::new)).orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return identity(alias).map(Identity::key).orElse(null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return candidates().stream().filter(candidate -> candidate.hasKeyFor(keyType)).map(Candidate::alias)
                .toArray(String[]::new);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null; // a server's keys
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyType, Principal @Nullable [] issuers,
            @Nullable Socket socket) {
        return null; // a server's keys
    }
}
