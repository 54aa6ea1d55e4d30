package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.http.HttpException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Sends plain requests to https and tells browsers to stay there (HSTS, RFC 6797).
 *
 * <p>
 * A request that came over http is redirected: 301 for GET and HEAD, 307 for others, so that method and body are kept;
 * then halted. One that came over https gets {@code strict-transport-security}. Excluded requests get neither.
 *
 * <p>
 * Behind a proxy that ends TLS put {@link Forwarded} before it, or every request is redirected for ever.
 *
 * <p>
 * <b>Threading:</b> immutable, safe to share.
 *
 * {@snippet :
 * r.plug(Forwarded.plug("10.0.0.0/8"));
 * r.plug(SSL.plug(SSL.Options.DEFAULT.withExcludedPaths("/health")));
 * }
 */
public final class SSL implements Plug {
    private final Options options;

    /**
     * What {@code strict-transport-security} says.
     *
     * @param maxAge how long browsers remember; zero makes them forget
     * @param includeSubDomains whether subdomains are meant too
     * @param preload whether browsers may ship it: hard to take back
     */
    public record Hsts(Duration maxAge, boolean includeSubDomains, boolean preload) {
        /** A year (31 536 000 s), this host only. */
        public static final Hsts DEFAULT = new Hsts(Duration.ofDays(365), false, false);

        /** Checks the age. */
        public Hsts {
            if (maxAge.isNegative()) {
                throw new IllegalArgumentException("maxAge is negative: use 0 to make browsers forget");
            }
        }

        String field() {
            return "max-age=" + maxAge.toSeconds() + (includeSubDomains ? "; includeSubDomains" : "")
                    + (preload ? "; preload" : "");
        }
    }

    /**
     * Where to and what not.
     *
     * @param host the host, maybe with a port, to redirect to; empty for the one that was asked, at port 443
     * @param excludedHosts hosts that are left alone; {@code localhost}, {@code 127.0.0.1} and {@code [::1]} by default
     * @param excludedPaths paths that are left alone, with all below them; none by default
     * @param excluded tells what else is left alone; nothing by default
     * @param hsts what browsers are told; empty for nothing
     */
    public record Options(Optional<String> host, Set<String> excludedHosts, List<String> excludedPaths,
            Predicate<Conn> excluded, Optional<Hsts> hsts) {
        /** Redirects to the host that was asked, a year of HSTS, this machine excluded. */
        public static final Options DEFAULT = new Options(Optional.empty(),
                Set.of("localhost", "127.0.0.1", "[::1]"), List.of(), conn -> false,
                Optional.of(Hsts.DEFAULT));

        /**
         * Checks the options.
         *
         * @throws IllegalArgumentException for a host that is none, or a path without a leading slash
         */
        public Options {
            excludedHosts = Set.copyOf(excludedHosts);
            excludedPaths = List.copyOf(excludedPaths);
            if (host.isPresent() && Authority.parse(host.get()).isEmpty()) {
                throw new IllegalArgumentException("\"" + host.get()
                        + "\" is no host: write one like www.example.com or example.com:8443");
            }
            for (String path : excludedPaths) {
                if (!path.startsWith("/")) {
                    throw new IllegalArgumentException("the excluded path \"" + path + "\" begins with /");
                }
            }
        }

        /** Returns a copy that redirects to this host, maybe with a port. */
        public Options withHost(String name) {
            return new Options(Optional.of(name), excludedHosts, excludedPaths, excluded, hsts);
        }

        /** Returns a copy that leaves exactly these hosts alone. */
        public Options withExcludedHosts(String... names) {
            return new Options(host, Set.copyOf(Arrays.asList(names)), excludedPaths, excluded, hsts);
        }

        /** Returns a copy that leaves these paths and all below them alone. */
        public Options withExcludedPaths(String... paths) {
            return new Options(host, excludedHosts, List.of(paths), excluded, hsts);
        }

        /** Returns a copy that leaves alone what {@code test} accepts. */
        public Options withExcluded(Predicate<Conn> test) {
            return new Options(host, excludedHosts, excludedPaths, test, hsts);
        }

        /** Returns a copy with these words to browsers. */
        public Options withHsts(Hsts words) {
            return new Options(host, excludedHosts, excludedPaths, excluded, Optional.of(words));
        }

        /** Returns a copy that only redirects. */
        public Options withoutHsts() {
            return new Options(host, excludedHosts, excludedPaths, excluded, Optional.empty());
        }
    }

    private SSL(Options options) {
        this.options = options;
    }

    /** Returns a plug with {@link Options#DEFAULT}. */
    public static Plug plug() {
        return plug(Options.DEFAULT);
    }

    /** Returns a plug with these options. */
    public static Plug plug(Options options) {
        return new SSL(options);
    }

    @Override
    public Conn call(Conn conn) {
        if (excludes(conn)) {
            return conn;
        }
        if (conn.scheme().equals("https")) {
            return options.hsts().map(hsts -> conn.putRespHeader("strict-transport-security", hsts.field()))
                    .orElse(conn);
        }
        boolean safe = conn.method().equals("GET") || conn.method().equals("HEAD");
        String path = conn.requestPath().equals("*") ? "" : conn.requestPath(); // RFC 9112 section 3.2.4
        String query = conn.queryString().isEmpty() ? "" : "?" + conn.queryString();
        return conn.redirect(safe ? 301 : 307, "https://" + target(conn) + path + query).halt();
    }

    private String target(Conn conn) {
        return options.host().orElseGet(() -> Authority.parse(conn.host()).map(Authority::host)
                .orElseThrow(() -> new HttpException(400,
                        "the host that is asked makes no URL: use https instead of http")));
    }

    private boolean excludes(Conn conn) {
        if (options.excludedHosts().contains(conn.host().toLowerCase(Locale.ROOT))) {
            return true;
        }
        String path = conn.requestPath();
        for (String excluded : options.excludedPaths()) {
            if (path.equals(excluded)
                    || path.startsWith(excluded.endsWith("/") ? excluded : excluded + "/")) {
                return true;
            }
        }
        return options.excluded().test(conn);
    }
}
