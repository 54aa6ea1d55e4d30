package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Key;
import io.pastelli.conn.Param;
import io.pastelli.conn.Plug;
import io.pastelli.http.HttpException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses requests that another site makes a browser send (cross-site request forgery); plugged after {@link Session}
 * and {@link Parsers}.
 *
 * <p>
 * Every method but GET, HEAD and OPTIONS needs the session's token, as the body's parameter {@code _csrf_token} or
 * the field {@code x-csrf-token}. What the browser itself says of the sender counts too: an {@code origin} other than
 * this host and the allowed ones is refused, and without one a {@code sec-fetch-site} of another site. A GET that is
 * answered with JavaScript is refused to other sites, which could run it to read what it holds: it needs {@code
 * x-requested-with: XMLHttpRequest}, or {@code sec-fetch-site: same-origin}.
 *
 * <p>
 * Plug static files before it: their scripts are no secrets, and old browsers do not say where they are for.
 *
 * <p>
 * Tokens are masked anew each time, so that compression tells nothing of them. Behind a proxy that ends TLS, plug what
 * trusts its word before, so that host and port are those the browser knows.
 *
 * {@snippet :
 * Plug app = Router.of(r -> {
 *     r.plug(Session.plug(MemoryStore.create()));
 *     r.plug(Parsers.plug());
 *     r.plug(CSRFProtection.plug());
 *     r.get("/new", conn -> conn.html(200,
 *             "<form method=post>" + CSRFProtection.field(conn) + "<button>Go</button></form>"));
 * });
 * }
 */
public final class CSRFProtection implements Plug {
    /** The parameter that holds the token, and the session's value. */
    public static final String PARAM = "_csrf_token";
    /** The field that holds the token where there is no form. */
    public static final String HEADER = "x-csrf-token";

    private static final Key<CSRFTokens> TOKENS = Key.of("pastelli_csrf", CSRFTokens.class);
    private static final Key<Boolean> SKIP = Key.of("pastelli_csrf_skip", Boolean.class);
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /** What happens to a request without a good token. */
    public enum Mode {
        /** It is answered with 403. */
        REFUSE,
        /** It goes on with an empty session of its own, which nothing it does can store: not even a login. */
        CLEAR_SESSION
    }

    /**
     * How requests are checked.
     *
     * @param mode what happens to a request without a good token; default {@link Mode#REFUSE}
     * @param allowHosts other hosts whose pages may send: {@code app.example.com}, or {@code .example.com} for all
     *        below
     *        it; default none. They need the token too.
     */
    public record Options(Mode mode, List<String> allowHosts) {
        /** The defaults. */
        public static final Options DEFAULT = new Options(Mode.REFUSE, List.of());

        /** Keeps copies, in lower case. */
        public Options {
            allowHosts = allowHosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
        }

        /** Returns these options with another mode. */
        public Options withMode(Mode other) {
            return new Options(other, allowHosts);
        }

        /** Returns these options with other hosts that may send. */
        public Options withAllowHosts(String... hosts) {
            return new Options(mode, List.of(hosts));
        }
    }

    private final Options options;
    private final SecureRandom random = new SecureRandom();

    private CSRFProtection(Options options) {
        this.options = options;
    }

    /** Returns the plug with {@link Options#DEFAULT}. */
    public static Plug plug() {
        return plug(Options.DEFAULT);
    }

    /** Returns the plug. */
    public static Plug plug(Options options) {
        return new CSRFProtection(options);
    }

    /**
     * Returns a token for forms and scripts of this session; a session without one gets it when the response is sent.
     *
     * @throws IllegalStateException without this plug, or when the response is sent and the session has no token yet
     */
    public static String token(Conn conn) {
        return tokens(conn).masked(conn);
    }

    /** Returns {@link #token} as a hidden field of an HTML form. */
    public static String field(Conn conn) {
        return "<input type=\"hidden\" name=\"" + PARAM + "\" value=\"" + token(conn) + "\">";
    }

    /**
     * Returns a conn whose session gets a new token when the next is asked for; when somebody logs in, with
     * {@link Session#renew}. Tokens in pages that are open already are no good any more.
     */
    public static Conn renew(Conn conn) {
        tokens(conn).forget();
        return Session.delete(conn, PARAM);
    }

    /**
     * Returns a conn that this plug does not check; put it before, for requests that no browser's cookie vouches for.
     */
    public static Conn skip(Conn conn) {
        return conn.putPrivate(SKIP, true);
    }

    /**
     * Checks the request.
     *
     * @throws HttpException 403 for one that may come from another site
     * @throws IllegalStateException when there is no session
     */
    @Override
    public Conn call(Conn conn) {
        var tokens = new CSRFTokens(random);
        Conn checked = conn.putPrivate(TOKENS, tokens)
                .registerBeforeSend(now -> tokens.store(refuseScripts(now)));
        if (SAFE.contains(conn.method()) || skipped(conn)) {
            return checked;
        }
        Optional<String> refusal = refusal(conn);
        if (refusal.isEmpty()) {
            return checked;
        }
        if (options.mode() == Mode.REFUSE) {
            throw new HttpException(403, refusal.get());
        }
        return Session.detach(checked);
    }

    private Optional<String> refusal(Conn conn) {
        if (!Origins.sameSite(conn, options.allowHosts())) {
            return Optional.of("the request comes from another site: send it from a page of " + conn.host());
        }
        Optional<String> given = conn.getPrivate(Conn.BODY_PARAMS)
                .flatMap(params -> params.param(PARAM))
                .filter(Param.Text.class::isInstance).flatMap(Param::text)
                .or(() -> conn.reqHeader(HEADER));
        boolean good = given.isPresent()
                && Session.get(conn, PARAM).filter(real -> CSRFTokens.fits(given.get(), real)).isPresent();
        return good
                ? Optional.empty()
                : Optional.of("the form's token is missing or too old: load the page again, and send its "
                        + PARAM + " or the field " + HEADER);
    }

    private static Conn refuseScripts(Conn conn) {
        boolean exposed = conn.method().equals("GET") && !skipped(conn)
                && conn.reqHeader("x-requested-with").filter("XMLHttpRequest"::equalsIgnoreCase).isEmpty()
                && conn.reqHeader("sec-fetch-site").filter("same-origin"::equals).isEmpty();
        if (exposed && conn.respHeader("content-type").flatMap(ContentType::parse)
                .filter(type -> type.subtype().endsWith("javascript")
                        || type.subtype().endsWith("ecmascript"))
                .isPresent()) {
            throw new HttpException(403, "this script is for pages of " + conn.host()
                    + " only: fetch it with x-requested-with: XMLHttpRequest");
        }
        return conn;
    }

    private static boolean skipped(Conn conn) {
        return conn.getPrivate(SKIP).isPresent();
    }

    private static CSRFTokens tokens(Conn conn) {
        return conn.getPrivate(TOKENS).orElseThrow(
                () -> new IllegalStateException("there are no tokens: plug CSRFProtection.plug() before"));
    }
}
