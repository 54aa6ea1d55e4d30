package io.pastelli.http;

import java.time.Duration;
import java.util.Optional;

/**
 * The attributes of a cookie that is set (RFC 6265 section 4.1).
 *
 * @param domain the domain, empty for this host only (the default)
 * @param path the path; default {@code /}
 * @param maxAge how long the browser keeps it, empty (the default) for as long as it runs
 * @param httpOnly hidden from scripts; default true
 * @param secure over https only; empty (the default) means when the request came over https
 * @param sameSite when other sites' requests carry it; default {@link SameSite#LAX}
 * @param extra one further attribute as it is to be sent, such as {@code Partitioned}; default none
 */
public record CookieOptions(Optional<String> domain, String path, Optional<Duration> maxAge, boolean httpOnly,
        Optional<Boolean> secure, SameSite sameSite, Optional<String> extra) {
    /** The defaults. */
    public static final CookieOptions DEFAULT = new CookieOptions(Optional.empty(), "/", Optional.empty(),
            true,
            Optional.empty(), SameSite.LAX, Optional.empty());

    /**
     * Checks the attributes.
     *
     * @throws IllegalArgumentException for a path, domain or extra attribute that would forge another attribute
     */
    public CookieOptions {
        SetCookie.requireAttribute("path", path);
        domain.ifPresent(name -> SetCookie.requireAttribute("domain", name));
        extra.ifPresent(attribute -> SetCookie.requireAttribute("extra attribute", attribute));
    }

    /** Returns these options with a domain. */
    public CookieOptions withDomain(String name) {
        return new CookieOptions(Optional.of(name), path, maxAge, httpOnly, secure, sameSite, extra);
    }

    /** Returns these options with another path. */
    public CookieOptions withPath(String where) {
        return new CookieOptions(domain, where, maxAge, httpOnly, secure, sameSite, extra);
    }

    /** Returns these options with a time to live. */
    public CookieOptions withMaxAge(Duration age) {
        return new CookieOptions(domain, path, Optional.of(age), httpOnly, secure, sameSite, extra);
    }

    /** Returns these options, hidden from scripts or not. */
    public CookieOptions withHttpOnly(boolean hidden) {
        return new CookieOptions(domain, path, maxAge, hidden, secure, sameSite, extra);
    }

    /** Returns these options, for https only or not. */
    public CookieOptions withSecure(boolean only) {
        return new CookieOptions(domain, path, maxAge, httpOnly, Optional.of(only), sameSite, extra);
    }

    /** Returns these options with another rule for other sites. */
    public CookieOptions withSameSite(SameSite rule) {
        return new CookieOptions(domain, path, maxAge, httpOnly, secure, rule, extra);
    }

    /** Returns these options with one further attribute, sent as it is: {@code Partitioned}. */
    public CookieOptions withExtra(String attribute) {
        return new CookieOptions(domain, path, maxAge, httpOnly, secure, sameSite, Optional.of(attribute));
    }
}
