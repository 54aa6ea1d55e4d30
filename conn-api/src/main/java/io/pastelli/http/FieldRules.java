package io.pastelli.http;

import java.util.Locale;

/** What may be a field name and a field value (RFC 9110 section 5), the same on every server. */
final class FieldRules {
    private FieldRules() {}

    /** Returns the lower-case form of a field name, or refuses it. */
    static String name(String name) {
        boolean lower = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower = false;
            } else if (!Token.may(c)) {
                throw new IllegalArgumentException("header name " + quote(name) + " has " + describe(c)
                        + ": use letters, digits and " + Token.MARKS + " only");
            }
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a header name is empty: give it a name");
        }
        return lower ? name : name.toLowerCase(Locale.ROOT);
    }

    /** Returns the value without surrounding blanks, or refuses it: CR, LF and NUL would forge a field. */
    static String value(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
                throw new IllegalArgumentException(
                        "value of header " + name + " has " + describe(c) + " at " + i
                                + ": encode it, a field value is one line of Latin-1");
            }
        }
        return value.strip();
    }

    private static String describe(char c) {
        return switch (c) {
            case '\r' -> "CR";
            case '\n' -> "LF";
            case 0 -> "NUL";
            default -> "the character U+%04X".formatted((int) c);
        };
    }

    private static String quote(String name) {
        var text = new StringBuilder("\"");
        name.chars().limit(64).forEach(c -> {
            if (c < ' ' || c > '~') {
                text.append("\\u%04x".formatted(c));
            } else {
                text.append((char) c);
            }
        });
        return text.append('"').toString();
    }
}
