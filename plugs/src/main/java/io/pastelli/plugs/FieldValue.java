package io.pastelli.plugs;

import io.pastelli.http.Token;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A field's value with parameters: {@code form-data; name="a"; filename="b.txt"}. */
record FieldValue(String value, Map<String, String> params) {
    /** Takes a value apart; empty when it is malformed or names a parameter twice. */
    static Optional<FieldValue> parse(String text) {
        int semicolon = text.indexOf(';');
        String value = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
        var params = new LinkedHashMap<String, String>();
        int at = semicolon < 0 ? text.length() : semicolon;
        while (at < text.length()) {
            at = blanks(text, at + 1);
            int equals = tokenEnd(text, at);
            if (equals == at) {
                if (at < text.length() && text.charAt(at) != ';') {
                    return Optional.empty();
                }
                continue; // an empty parameter, as after a last semicolon
            }
            if (equals == text.length() || text.charAt(equals) != '=') {
                return Optional.empty();
            }
            var read = new StringBuilder();
            int end = value(text, equals + 1, read);
            if (end < 0
                    || params.put(text.substring(at, equals).toLowerCase(Locale.ROOT),
                            read.toString()) != null) {
                return Optional.empty();
            }
            at = end;
        }
        return Optional.of(new FieldValue(value, Collections.unmodifiableMap(params)));
    }

    /** Reads a token or a quoted string and returns where its semicolon or the end is, or -1. */
    private static int value(String text, int from, StringBuilder into) {
        int at = from;
        if (at < text.length() && text.charAt(at) == '"') {
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                // browsers send the backslashes of a file name as they are: only these two pairs are escapes
                if (text.charAt(at) == '\\' && at + 1 < text.length()
                        && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\')) {
                    at++;
                }
                into.append(text.charAt(at));
            }
            if (at >= text.length()) {
                return -1;
            }
            at++;
        } else {
            at = tokenEnd(text, at);
            into.append(text, from, at);
        }
        at = blanks(text, at);
        return at == text.length() || text.charAt(at) == ';' ? at : -1;
    }

    private static int blanks(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private static int tokenEnd(String text, int from) {
        int at = from;
        while (at < text.length() && Token.may(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
