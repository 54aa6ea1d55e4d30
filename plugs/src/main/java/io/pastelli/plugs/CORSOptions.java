package io.pastelli.plugs;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Who may read what from other origins, for {@link CORS}.
 *
 * @param origins exact origins, {@code https://*.example.com} for all below a domain (not itself), or {@code *} for all,
 *            {@code null} origins included; never empty
 * @param methods allowed methods; GET, HEAD, POST, PUT, PATCH and DELETE by default
 * @param requestHeaders fields that may be sent, in lower case, beside those that always may; {@code content-type} by
 *            default
 * @param exposed response fields that scripts may read beside those they always may; none by default
 * @param credentials whether cookies and the like are sent along; false by default, and never with {@code *}
 * @param maxAge how long browsers remember a preflight; 10 minutes by default (Chromium allows 2 hours at most)
 * @param privateNetwork whether pages of public networks may reach this server in a private one; false by default
 */
public record CORSOptions(List<String> origins, List<String> methods, List<String> requestHeaders,
        List<String> exposed, boolean credentials, Duration maxAge, boolean privateNetwork) {
    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException for no origin, one that is none, {@code *} with credentials, {@code *} as a
     *             method or field, or a negative age
     */
    public CORSOptions {
        origins = List.copyOf(origins);
        methods = List.copyOf(methods);
        requestHeaders = lower(requestHeaders);
        exposed = lower(exposed);
        var checked = new OriginList(origins);
        if (origins.isEmpty()) {
            throw new IllegalArgumentException("no origin is allowed: give some, or leave the plug out");
        }
        if (credentials && checked.all()) {
            throw new IllegalArgumentException("credentials for every origin would let any page act as its"
                    + " visitor: list the origins");
        }
        if (methods.contains("*") || requestHeaders.contains("*") || exposed.contains("*")) {
            throw new IllegalArgumentException("list methods and fields by name instead of *");
        }
        if (maxAge.isNegative()) {
            throw new IllegalArgumentException("maxAge is negative: use 0 for no memory");
        }
    }

    /** Returns the defaults for these origins. */
    public static CORSOptions allow(String... origins) {
        return new CORSOptions(List.of(origins), List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"),
                List.of("content-type"), List.of(), false, Duration.ofMinutes(10), false);
    }

    /** Returns a copy with these methods. */
    public CORSOptions withMethods(String... names) {
        return new CORSOptions(origins, List.of(names), requestHeaders, exposed, credentials, maxAge,
                privateNetwork);
    }

    /** Returns a copy that lets these fields be sent. */
    public CORSOptions withRequestHeaders(String... names) {
        return new CORSOptions(origins, methods, List.of(names), exposed, credentials, maxAge,
                privateNetwork);
    }

    /** Returns a copy that lets these response fields be read. */
    public CORSOptions withExposed(String... names) {
        return new CORSOptions(origins, methods, requestHeaders, List.of(names), credentials, maxAge,
                privateNetwork);
    }

    /** Returns a copy with cookies and the like. */
    public CORSOptions withCredentials() {
        return new CORSOptions(origins, methods, requestHeaders, exposed, true, maxAge, privateNetwork);
    }

    /** Returns a copy with this age of preflights. */
    public CORSOptions withMaxAge(Duration age) {
        return new CORSOptions(origins, methods, requestHeaders, exposed, credentials, age, privateNetwork);
    }

    /** Returns a copy that opens a private network's server to public pages. */
    public CORSOptions withPrivateNetwork() {
        return new CORSOptions(origins, methods, requestHeaders, exposed, credentials, maxAge, true);
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }
}
