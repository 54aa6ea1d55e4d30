package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Key;
import io.pastelli.conn.Plug;
import io.pastelli.http.Headers;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Puts fields into every response that make browsers careful, and a content security policy when there is one.
 *
 * <p>
 * By default: {@code x-content-type-options: nosniff}, {@code x-frame-options: DENY},
 * {@code referrer-policy: strict-origin-when-cross-origin}, {@code cross-origin-opener-policy: same-origin},
 * {@code cross-origin-resource-policy: same-origin}, {@code x-permitted-cross-domain-policies: none}. They are put when
 * the request comes by, so a later plug changes or deletes them as it likes. The core's own plain error responses have
 * none: render them with an {@link ErrorHandler} behind this plug. {@code strict-transport-security} is for the plug that
 * handles TLS.
 *
 * <p>
 * <b>Threading:</b> safe to share.
 *
 * {@snippet :
 * Plug careful = io.pastelli.plugs.SecurityHeaders.plug(io.pastelli.plugs.SecurityHeaders.Options.defaults()
 *         .withCsp(io.pastelli.plugs.Csp.strict().withNonce("script-src")));
 * Plug page = c -> c.html(200, "<script nonce=" + io.pastelli.plugs.SecurityHeaders.nonce(c) + ">…</script>");
 * }
 */
public final class SecurityHeaders implements Plug {
    private static final Key<String> NONCE = Key.of("pastelli_csp_nonce", String.class);
    private static final Headers DEFAULT = Headers.of("x-content-type-options", "nosniff", "x-frame-options",
            "DENY",
            "referrer-policy", "strict-origin-when-cross-origin", "cross-origin-opener-policy", "same-origin",
            "cross-origin-resource-policy", "same-origin", "x-permitted-cross-domain-policies", "none");

    private final Options options;
    private final SecureRandom random = new SecureRandom();

    /**
     * The options.
     *
     * @param headers the fields
     * @param csp the content security policy; none by default
     * @param reportOnly whether the policy is only reported about, not kept; {@code false} by default
     */
    public record Options(Headers headers, Optional<Csp> csp, boolean reportOnly) {
        /** Returns the defaults. */
        public static Options defaults() {
            return new Options(DEFAULT, Optional.empty(), false);
        }

        /** Returns these options with one field more, or another value of it. */
        public Options withHeader(String name, String value) {
            return new Options(headers.put(name, value), csp, reportOnly);
        }

        /** Returns these options without a field. */
        public Options withoutHeader(String name) {
            return new Options(headers.delete(name), csp, reportOnly);
        }

        /** Returns these options with a content security policy. */
        public Options withCsp(Csp policy) {
            return new Options(headers, Optional.of(policy), reportOnly);
        }

        /** Returns these options with a policy that is only reported about, or kept. */
        public Options withReportOnly(boolean only) {
            return new Options(headers, csp, only);
        }
    }

    private SecurityHeaders(Options options) {
        this.options = options;
    }

    /** Returns the plug with the default options. */
    public static Plug plug() {
        return plug(Options.defaults());
    }

    /** Returns the plug. */
    public static Plug plug(Options options) {
        return new SecurityHeaders(options);
    }

    /**
     * Returns the nonce of a request, 128 random bits, for {@code nonce} attributes of scripts and styles.
     *
     * @throws IllegalStateException when no policy with a nonce was plugged before
     */
    public static String nonce(Conn conn) {
        return conn.getPrivate(NONCE).orElseThrow(() -> new IllegalStateException(
                "there is no nonce: plug SecurityHeaders with a Csp that has withNonce(\"script-src\") before"));
    }

    @Override
    public Conn call(Conn conn) {
        Conn careful = conn.mergeRespHeaders(options.headers());
        Csp csp = options.csp().orElse(null);
        if (csp == null) {
            return careful;
        }
        String nonce = csp.hasNonce() ? newNonce() : "";
        Conn named = nonce.isEmpty() ? careful : careful.putPrivate(NONCE, nonce);
        return named.putRespHeader(
                options.reportOnly() ? "content-security-policy-report-only" : "content-security-policy",
                csp.value(nonce));
    }

    private String newNonce() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
