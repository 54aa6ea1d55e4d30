package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.http.HttpException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets pages of other origins read responses (CORS, the Fetch standard section 3.2), for an allow-list of origins.
 *
 * <p>
 * A preflight, which is OPTIONS with {@code origin} and {@code access-control-request-method}, is answered here and
 * halts: 204 when origin, method and fields are allowed, else 403 without any CORS field. Any other request goes on; its
 * response gets {@code access-control-allow-origin} when its origin is allowed, in a before-send callback, on streams and
 * files too. CORS keeps nobody from asking: it only lets browsers hand out answers, so it is no protection against
 * forged requests.
 *
 * <p>
 * Responses vary by {@code origin}, also those to requests without one, unless every origin is allowed: caches keep them
 * apart. The core's own error responses have no CORS fields: render errors with an {@code ErrorHandler} around it, so that
 * scripts can read them. Put it before the router and before plugs that refuse, such as authentication: preflights carry no credentials.
 *
 * <p>
 * <b>Threading:</b> immutable, safe to share.
 *
 * {@snippet :
 * r.plug(CORS.plug("https://app.example.com", "https://*.example.org"));
 * }
 */
public final class CORS implements Plug {
    private static final String ORIGIN = "access-control-allow-origin";

    private final CORSOptions options;
    private final OriginList origins;

    private CORS(CORSOptions options) {
        this.options = options;
        this.origins = new OriginList(options.origins());
    }

    /** Returns a plug that allows these origins, with the defaults of {@link CORSOptions}. */
    public static Plug plug(String... origins) {
        return plug(CORSOptions.allow(origins));
    }

    /** Returns a plug with these options. */
    public static Plug plug(CORSOptions options) {
        return new CORS(options);
    }

    @Override
    public Conn call(Conn conn) {
        Optional<String> origin = conn.reqHeaders().all("origin").size() == 1
                ? conn.reqHeader("origin")
                : Optional.empty();
        Optional<String> method = conn.reqHeader("access-control-request-method");
        if (conn.method().equals("OPTIONS") && origin.isPresent() && method.isPresent()) {
            return preflight(conn, origin.get(), method.get());
        }
        boolean allowed = origin.filter(origins::allows).isPresent();
        if (!allowed && origins.all()) {
            return conn;
        }
        return conn.registerBeforeSend(answer -> allowed
                ? exposed(allowed(answer, origin.orElseThrow()))
                : Vary.by(answer, "origin"));
    }

    private Conn preflight(Conn conn, String origin, String method) {
        List<String> fields = names(conn.reqHeaders().all("access-control-request-headers"));
        require(origins.allows(origin), "this origin may not ask: allow it in the CORS plug");
        require(options.methods().contains(method), "this method is not allowed to other origins");
        require(options.requestHeaders().containsAll(fields), "one of these fields is not allowed from"
                + " other origins: allow it in the CORS plug");
        Conn answer = Vary.by(allowed(conn, origin), "access-control-request-method",
                "access-control-request-headers")
                .putRespHeader("access-control-allow-methods", String.join(", ", options.methods()))
                .putRespHeader("access-control-max-age", String.valueOf(options.maxAge().toSeconds()));
        if (!options.requestHeaders().isEmpty()) {
            answer = answer.putRespHeader("access-control-allow-headers",
                    String.join(", ", options.requestHeaders()));
        }
        boolean privately = conn.reqHeader("access-control-request-private-network").filter("true"::equals)
                .isPresent();
        if (privately && options.privateNetwork()) {
            answer = answer.putRespHeader("access-control-allow-private-network", "true");
        }
        return answer.sendResp(204, "").halt();
    }

    private static void require(boolean met, String reason) {
        if (!met) {
            throw new HttpException(403, reason);
        }
    }

    private Conn allowed(Conn conn, String origin) {
        if (origins.all()) {
            return conn.putRespHeader(ORIGIN, "*");
        }
        Conn named = Vary.by(conn.putRespHeader(ORIGIN, origin), "origin");
        return options.credentials()
                ? named.putRespHeader("access-control-allow-credentials", "true")
                : named;
    }

    private Conn exposed(Conn conn) {
        return options.exposed().isEmpty()
                ? conn
                : conn.putRespHeader("access-control-expose-headers", String.join(", ", options.exposed()));
    }

    /** Comma-separated names in lower case. */
    private static List<String> names(List<String> values) {
        return List.of(String.join(",", values).split(",", -1)).stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT)).filter(name -> !name.isEmpty()).toList();
    }
}
