package io.pastelli.plugs;

import io.pastelli.http.Token;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A media type (RFC 9110 section 8.3.1): {@code multipart/form-data; boundary=x}.
 *
 * @param type the type in lower case, {@code multipart}
 * @param subtype the subtype in lower case, {@code form-data}
 * @param params the parameters by lower-case name
 */
public record ContentType(String type, String subtype, Map<String, String> params) {
    /** Returns the media type of a field's value; empty when it is none. */
    public static Optional<ContentType> parse(String value) {
        return FieldValue.parse(value).flatMap(field -> {
            int slash = field.value().indexOf('/');
            String type = slash < 0 ? "" : field.value().substring(0, slash);
            String subtype = field.value().substring(slash + 1);
            return Token.is(type) && Token.is(subtype)
                    ? Optional.of(new ContentType(type.toLowerCase(Locale.ROOT),
                            subtype.toLowerCase(Locale.ROOT), field.params()))
                    : Optional.empty();
        });
    }

    /** Tells whether this is {@code type/subtype}, whatever the parameters. */
    public boolean is(String type, String subtype) {
        return this.type.equals(type) && this.subtype.equals(subtype);
    }

    /** Tells whether this fits {@code pattern}: an exact type, {@code text/*} or {@code *}{@code /*}. */
    public boolean fits(String pattern) {
        return pattern.equals("*/*") || pattern.equals(type + "/*") || pattern.equals(type + "/" + subtype);
    }
}
