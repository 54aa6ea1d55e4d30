package io.pastelli.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A cookie that a response sets.
 *
 * @param name the name, an RFC 9110 token
 * @param value the value, sent as it is: no blanks, quotes, commas, semicolons or backslashes
 * @param options the attributes
 */
public record SetCookie(String name, String value, CookieOptions options) {
    /** Most bytes of a serialised cookie; browsers keep no larger one. */
    public static final int MOST_BYTES = 4096;

    /**
     * Checks name and value (RFC 6265 section 4.1.1).
     *
     * @throws IllegalArgumentException for a name or value that does not survive as it is
     */
    public SetCookie {
        FieldRules.name(name); // a token too
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '"' || c == ',' || c == ';' || c == '\\') {
                throw new IllegalArgumentException("the value of cookie " + name
                        + " has a character that cookies"
                        + " do not carry at " + i + ": encode it, or sign or encrypt the cookie, which does");
            }
        }
    }

    /** Returns the cookie that makes a browser forget this one. */
    public SetCookie expired() {
        return new SetCookie(name, "", options.withMaxAge(Duration.ZERO));
    }

    /**
     * Returns the value of {@code set-cookie}.
     *
     * @param https whether the request came over https
     * @param now the time, for {@code expires}
     * @throws IllegalArgumentException when it has more than 4096 bytes
     */
    public String serialize(boolean https, Instant now) {
        var out = new StringBuilder(name).append('=').append(value).append("; path=").append(options.path());
        options.domain().ifPresent(domain -> out.append("; domain=").append(domain));
        options.maxAge().ifPresent(age -> out.append("; expires=")
                .append(HttpDate.format(age.isPositive() ? now.plus(age) : Instant.EPOCH))
                .append("; max-age=")
                .append(Math.max(0, age.toSeconds())));
        if (options.secure().orElse(https)) {
            out.append("; secure");
        }
        if (options.httpOnly()) {
            out.append("; HttpOnly");
        }
        String sameSite = options.sameSite().name();
        out.append("; SameSite=").append(sameSite.charAt(0))
                .append(sameSite.substring(1).toLowerCase(Locale.ROOT));
        options.extra().ifPresent(attribute -> out.append("; ").append(attribute));
        if (out.length() > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "cookie " + name + " has " + out.length() + " bytes, browsers keep "
                            + MOST_BYTES + ": store less in it");
        }
        return out.toString();
    }

    static void requireAttribute(String what, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c >= 0x7f || c == ';')) {
            throw new IllegalArgumentException(
                    "the " + what + " of a cookie has no control characters and no semicolon");
        }
    }

    /** Hides the value. */
    @Override
    public String toString() {
        return "SetCookie[" + name + "=***, " + options + "]";
    }
}
